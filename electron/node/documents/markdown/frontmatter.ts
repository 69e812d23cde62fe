import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';

export interface FrontMatter {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly description: string | null;
  /** What follows it. */
  readonly body: string;
}

const FENCED = /^\ufeff?---[ \t]*\r?\n([^]{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/**
 * The YAML block that Markdown files begin with, as far as a reader needs it: plain scalars and lists of them.
 * What it does not understand is ignored.
 */
export function readFrontMatter(source: string): FrontMatter {
  const match = FENCED.exec(source);
  const yaml = match?.[1];
  // A rule at the start of a file that has no keys is only a rule.
  const fields = yaml !== undefined && /^[\w-]+\s*:/m.test(yaml) ? parseFields(yaml) : null;
  const one = (...keys: string[]) => keys.flatMap((key) => fields?.get(key) ?? [])[0] ?? null;
  return {
    title: one('title'),
    authors: [
      ...(fields?.get('author') ?? []),
      ...(fields?.get('authors') ?? []),
      ...(fields?.get('creator') ?? []),
    ],
    language: languageTag(one('lang', 'language')),
    publisher: one('publisher'),
    date: one('date'),
    description: one('description', 'abstract', 'summary'),
    body: fields && match ? source.slice(match[0].length) : source,
  };
}

function parseFields(yaml: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] = [];
  for (const line of yaml.split(/\r?\n/)) {
    const field = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/.exec(line);
    if (field) {
      values = [];
      fields.set((field[1] ?? '').toLowerCase(), values);
      values.push(...scalars(field[2] ?? ''));
      continue;
    }
    const item = /^\s*-\s+(?:name\s*:\s*)?(.*)$/.exec(line);
    if (item) values.push(...scalars(item[1] ?? ''));
  }
  return fields;
}

function scalars(text: string): readonly string[] {
  const list = /^\[(.*)\]\s*(?:#.*)?$/.exec(text.trim());
  const parts = list ? (list[1] ?? '').split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/) : [text];
  return parts.map(scalar).filter((value) => value !== '' && !/^[|>][-+]?$/.test(value));
}

function scalar(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'])(.*)\1$/.exec(trimmed);
  return cleanLine(
    quoted ? (quoted[2] ?? '').replaceAll('\\"', '"').replaceAll("''", "'") : trimmed.replace(/\s+#.*$/, ''),
  );
}
