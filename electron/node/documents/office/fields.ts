import { webAddress } from '../../../core/document/anchors.ts';

/** A field of Word: an instruction, which nobody reads, and the result that it had when the file was saved. */
export interface Field {
  instruction: string;
  inResult: boolean;
  /** Of hyperlinks. */
  href: string | null;
  /** A list of contents, of figures, or an index: its entries lead elsewhere. */
  contents: boolean;
  /** The result is the number of the page that it stands on. */
  pageNumber: boolean;
}

const MOST_NESTED = 100;

/** The fields under way, the innermost last. */
export class Fields {
  readonly #stack: Field[] = [];
  /** Begun beyond the bound, and not yet ended. */
  #beyond = 0;

  /** Whether what comes now is read. */
  get readable(): boolean {
    return this.#stack.every((field) => field.inResult && !field.pageNumber);
  }

  get inContents(): boolean {
    return this.#stack.some((field) => field.contents);
  }

  begin(instruction = ''): void {
    if (this.#stack.length >= MOST_NESTED) this.#beyond++;
    else this.#stack.push({ instruction, inResult: false, href: null, contents: false, pageNumber: false });
  }

  instruct(text: string): void {
    const field = this.#stack.at(-1);
    if (field && !field.inResult && field.instruction.length < 10_000) field.instruction += text;
  }

  /** The instruction is whole; the result begins. @returns the field, where it is one that matters. */
  separate(): Field | null {
    const field = this.#stack.at(-1);
    if (!field || field.inResult || this.#beyond > 0) return null;
    field.inResult = true;
    const [, name = '', rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(field.instruction) ?? [];
    const command = name.toUpperCase();
    if (command === 'HYPERLINK') field.href = hyperlink(rest);
    field.contents = ['TOC', 'TOA', 'INDEX', 'BIDIINDEX'].includes(command);
    field.pageNumber = ['PAGE', 'NUMPAGES', 'SECTIONPAGES'].includes(command);
    return field;
  }

  end(): Field | null {
    if (this.#beyond > 0) {
      this.#beyond--;
      return null;
    }
    return this.#stack.pop() ?? null;
  }
}

/** The target of a HYPERLINK instruction: an address, or a bookmark behind the switch `\l`. */
function hyperlink(rest: string): string | null {
  const anchor = /\\l\s+"?([^"\s]+)/.exec(rest)?.[1];
  const address = /^"([^"]*)"|^([^\s\\"]+)/.exec(rest);
  const target = address?.[1] ?? address?.[2] ?? '';
  if (target !== '') return webAddress(anchor === undefined ? target : `${target}#${anchor}`);
  return anchor === undefined ? null : `#${anchor}`;
}
