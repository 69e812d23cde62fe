/** The arguments of `lectern export`. */
import { basename, dirname, extname, resolve } from 'node:path';
import { EXPORT_FORMS, type ExportForm, type Split } from '../core/audiobook/order.ts';
import { MP3_BITRATES, MP3_ENCODERS, MP3_RATES, type Mp3Settings } from '../core/audiobook/types.ts';
import { numberArgument, readArguments, usage } from './arguments.ts';
import { fileOrAddress, isSameFile } from './existing-file.ts';

export interface ExportArguments {
  /** Absolute paths, and web addresses. */
  readonly books: readonly string[];
  /** Null: a dry run without a place to write. */
  readonly output: { readonly folder: string; readonly fileName: string | null } | null;
  /** Rows of the outline from 0, in order; null: those that are ticked. */
  readonly chapters: readonly number[] | null;
  readonly forms: readonly ExportForm[];
  readonly split: Split;
  readonly voice: string | null;
  readonly mp3: Mp3Settings;
  readonly id3: 3 | 4;
  readonly title: string | null;
  readonly author: string | null;
  readonly narrator: string | null;
  readonly year: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const LOUDNESS = { min: -31, max: -12 };
const MINUTES = { min: 5, max: 1440 };
/** LUFS; what audiobook shops and podcasts ask of mono speech. */
const DEFAULT_LOUDNESS = -18;

/** @returns null where help was asked for. @throws LecternError `bad-request`, `document-missing` */
export function readExportArguments(args: readonly string[]): ExportArguments | null {
  const { values, positionals } = readArguments('export', args, {
    output: { type: 'string', short: 'o' },
    chapters: { type: 'string', short: 'c' },
    split: { type: 'string' },
    format: { type: 'string', short: 'f', multiple: true },
    voice: { type: 'string', short: 'v' },
    bitrate: { type: 'string', short: 'b' },
    encoder: { type: 'string' },
    'sample-rate': { type: 'string' },
    loudness: { type: 'string' },
    'id3-version': { type: 'string' },
    title: { type: 'string' },
    author: { type: 'string' },
    narrator: { type: 'string' },
    year: { type: 'string' },
    'dry-run': { type: 'boolean', short: 'n' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return null;
  if (positionals.length === 0) throw usage('Name a book: lectern export BOOK -o OUT.mp3');
  const books = positionals.map(fileOrAddress);
  const split = splitOf(values.split);
  const dryRun = values['dry-run'] ?? false;
  const forms = formsOf(values.format, values.output);
  const output =
    values.output === undefined
      ? null
      : outputOf(values.output, books.length === 1 && split.kind === 'none' && forms.length === 1, forms);
  if (!output && !dryRun)
    throw usage('Say where it goes: -o OUT.mp3, or -o FOLDER. See "lectern export --help".');
  for (const book of books)
    if (values.output !== undefined && isSameFile(book, values.output))
      throw usage('The audiobook would take the place of the book. Name another file.');
  if (books.length > 1 && (values.chapters ?? values.title) !== undefined)
    throw usage('--chapters and --title are of one book. Export the books one by one.');
  if (values.year !== undefined && !/^\d{4}$/.test(values.year))
    throw usage(`--year takes four digits; "${values.year}" are none.`);
  return {
    books,
    output,
    chapters: values.chapters === undefined ? null : chapterNumbers(values.chapters),
    forms,
    split,
    voice: values.voice ?? null,
    mp3: {
      encoder: oneOf('encoder', values.encoder ?? 'wasm', MP3_ENCODERS),
      rate: oneOf('sample-rate', Number(values['sample-rate'] ?? MP3_RATES[0]), MP3_RATES),
      mode: modeOf(values.bitrate ?? '64'),
      loudness:
        values.loudness === 'off'
          ? null
          : numberArgument('loudness', values.loudness ?? String(DEFAULT_LOUDNESS), LOUDNESS),
    },
    id3: oneOf('id3-version', Number(values['id3-version'] ?? 4), [3, 4]),
    title: values.title ?? null,
    author: values.author ?? null,
    narrator: values.narrator ?? null,
    year: values.year ?? null,
    dryRun,
    json: values.json ?? false,
  };
}

/** `2-5,8`: rows from 0, sorted, each once. @throws LecternError `bad-request` */
export function chapterNumbers(list: string): readonly number[] {
  const rows = new Set<number>();
  for (const part of list.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from < 1 || to < from)
      throw usage(
        `--chapters takes numbers such as 2-5,8, as --dry-run prints them; "${part.trim()}" is none.`,
      );
    for (let number = from; number <= to; number++) rows.add(number - 1);
  }
  return [...rows].sort((a, b) => a - b);
}

function splitOf(value: string | undefined): Split {
  if (value === undefined || value === 'none') return { kind: 'none' };
  if (value === 'chapter') return { kind: 'chapter' };
  const [, minutes] = /^(\d+)m(?:in)?$/.exec(value) ?? [];
  if (minutes !== undefined)
    return { kind: 'duration', minutes: numberArgument('split', minutes, { ...MINUTES, whole: true }) };
  throw usage(`--split takes "chapter", or minutes such as 60m; "${value}" is neither.`);
}

function formsOf(values: readonly string[] | undefined, output: string | undefined): readonly ExportForm[] {
  const named = (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim().toLowerCase());
  const ending = extname(output ?? '')
    .slice(1)
    .toLowerCase();
  const fromEnding = EXPORT_FORMS.find((form) => form === ending);
  const chosen = named.length > 0 ? named : [fromEnding ?? 'mp3'];
  return [...new Set(chosen.map((form) => oneOf('format', form, EXPORT_FORMS)))];
}

/** A name with an ending is the file where there can be only one; all else is a folder. */
function outputOf(name: string, single: boolean, forms: readonly ExportForm[]) {
  const path = resolve(name);
  const ending = extname(path).slice(1).toLowerCase();
  const isFile = ending === forms[0] && !/[/\\]$/.test(name);
  if (!isFile) return { folder: path, fileName: null };
  if (!single) throw usage(`Several files do not go into one: name a folder instead of "${name}".`);
  return { folder: dirname(path), fileName: basename(path, extname(path)) };
}

function modeOf(value: string): Mp3Settings['mode'] {
  const [, quality] = /^v([0-9])$/i.exec(value) ?? [];
  if (quality !== undefined) return { kind: 'vbr', quality: Number(quality) };
  return { kind: 'cbr', kbps: oneOf('bitrate', Number(value.replace(/k$/i, '')), MP3_BITRATES) };
}

function oneOf<const T extends string | number>(
  name: string,
  value: string | number,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw usage(
      `--${name} takes one of ${choices.join(', ')}${name === 'bitrate' ? ', or V0 to V9' : ''}; "${value}" is none.`,
    );
  return found;
}
