import { Parser } from 'htmlparser2';
import type { Attributes } from '../markup/sax.ts';

/** Names come with the prefix that the reader gave their namespace, whatever prefix the file uses. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** From a namespace's address to the prefix that the reader calls it by. */
export type Namespaces = Readonly<Record<string, string>>;

/** As in `markup/sax.ts`: the parser's cost grows with the square of the depth. */
const DEEPEST = 2000;
/** The prefix of namespaces that the reader does not know. */
const FOREIGN = '-';

/**
 * Parses the XML of an office file: leniently, in one pass, without failing. Entities beyond XML's five are left as
 * they are written, so there is nothing to multiply and nothing to fetch.
 * @returns whether all of it was read; false where the nesting was too deep to go on.
 */
export function parseXml(source: string, namespaces: Namespaces, handler: XmlHandler): boolean {
  const scopes = new Scopes(namespaces);
  const names: string[] = [];
  let open = true;
  const parser = new Parser(
    {
      onopentag(raw, attributes) {
        if (names.length >= DEEPEST) open = false;
        const known = scopes.open(attributes);
        const name = scopes.name(raw);
        names.push(name);
        if (open) handler.open(name, known);
      },
      ontext(text) {
        if (open) handler.text(text);
      },
      onclosetag() {
        scopes.close();
        const name = names.pop();
        if (open && name !== undefined) handler.close(name);
      },
    },
    { xmlMode: true },
  );
  // In pieces, so that parsing ends soon after it was given up.
  for (let from = 0; from < source.length && open; from += 65_536) {
    parser.write(source.slice(from, from + 65_536));
  }
  if (open) parser.end();
  return open;
}

interface Scope {
  /** From the file's prefix ('' for none) to ours. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Names already translated. */
  readonly names: Map<string, string>;
  /** Whether every prefix of it is ours: then attributes are right as they are. */
  readonly same: boolean;
}

/** The namespaces in force. Nearly all files declare them once, at the root, and with the usual prefixes. */
class Scopes {
  readonly #namespaces: Namespaces;
  readonly #stack: Scope[] = [];
  #scope: Scope = { prefixes: new Map(), names: new Map(), same: true };

  constructor(namespaces: Namespaces) {
    this.#namespaces = namespaces;
  }

  /** Enters an element. @returns its attributes under our prefixes. */
  open(attributes: Attributes): Attributes {
    this.#stack.push(this.#scope);
    const declared = Object.keys(attributes).filter((key) => key === 'xmlns' || key.startsWith('xmlns:'));
    if (declared.length > 0) {
      const prefixes = new Map(this.#scope.prefixes);
      for (const key of declared) {
        prefixes.set(key.slice(6), this.#namespaces[attributes[key]?.trim() ?? ''] ?? FOREIGN);
      }
      const same = [...prefixes].every(([theirs, ours]) => theirs === ours || ours === FOREIGN);
      this.#scope = { prefixes, names: new Map(), same };
    }
    if (this.#scope.same) return attributes;
    return Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key.includes(':') ? this.name(key) : key, value]),
    );
  }

  close(): void {
    this.#scope = this.#stack.pop() ?? this.#scope;
  }

  name(raw: string): string {
    const { names, prefixes } = this.#scope;
    const known = names.get(raw);
    if (known !== undefined) return known;
    const colon = raw.indexOf(':');
    const theirs = colon < 0 ? '' : raw.slice(0, colon);
    const ours = prefixes.get(theirs) ?? theirs;
    const name = ours === '' ? raw : `${ours}:${raw.slice(colon + 1)}`;
    names.set(raw, name);
    return name;
  }
}

type XmlEvent =
  | { readonly type: 'open'; readonly name: string; readonly attributes: Attributes }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'close'; readonly name: string };

/**
 * What stands inside one element, to be read later: a note or a text box stands in the middle of a sentence and is
 * read after it.
 */
export class XmlRecording implements XmlHandler {
  readonly events: XmlEvent[] = [];
  #depth = 0;

  /** Whether the element that is recorded has ended: its own `close` was met. */
  get ended(): boolean {
    return this.#depth < 0;
  }

  open(name: string, attributes: Attributes): void {
    this.#depth++;
    this.events.push({ type: 'open', name, attributes });
  }

  text(text: string): void {
    this.events.push({ type: 'text', text });
  }

  close(name: string): void {
    if (--this.#depth >= 0) this.events.push({ type: 'close', name });
  }

  replay(handler: XmlHandler): void {
    for (const event of this.events) {
      if (event.type === 'open') handler.open(event.name, event.attributes);
      else if (event.type === 'text') handler.text(event.text);
      else handler.close(event.name);
    }
  }
}

/** Records elements for a reader, which hears nothing of them until they have ended. */
export class XmlRecorder {
  #recording: XmlRecording | null = null;
  #then: (recorded: XmlRecording) => void = () => undefined;

  /** Records the element that has just been opened. @param then Gets what stood in it. */
  begin(then: (recorded: XmlRecording) => void): void {
    this.#recording = new XmlRecording();
    this.#then = then;
  }

  /** These three say whether they took what they were given. */
  open(name: string, attributes: Attributes): boolean {
    this.#recording?.open(name, attributes);
    return this.#recording !== null;
  }

  text(text: string): boolean {
    this.#recording?.text(text);
    return this.#recording !== null;
  }

  close(name: string): boolean {
    const recording = this.#recording;
    if (!recording) return false;
    recording.close(name);
    if (recording.ended) {
      this.#recording = null;
      this.#then(recording);
    }
    return true;
  }
}
