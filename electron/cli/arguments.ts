/** Reads a command's arguments with node:util's parseArgs; what it refuses becomes a sentence for the person. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { LecternError } from '../core/errors.ts';

export function usage(sentence: string): LecternError {
  return new LecternError('bad-request', sentence);
}

/**
 * @param command For the hint: "say".
 * @throws LecternError `bad-request`
 */
export function readArguments<const O extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage(
      `${sentenceOf(error)} See "${command === 'open' ? 'lectern' : `lectern ${command}`} --help".`,
    );
  }
}

/** Node's own messages name the option; the advice that follows the first sentence is for programmers. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const first = (
    /^.*?'\.?(?=\s|$)|^.*?\.(?=\s|$)/u.exec(message.replaceAll('\n', ' '))?.[0] ?? message
  ).trim();
  return first.endsWith('.') ? first : `${first}.`;
}

/** @throws LecternError `bad-request` for what is no number within the bounds. */
export function numberArgument(
  name: string,
  value: string,
  { min, max, whole = false }: { readonly min: number; readonly max: number; readonly whole?: boolean },
): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (number >= min && number <= max && (!whole || Number.isInteger(number))) return number;
  throw usage(`--${name} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}; "${value}" is none.`);
}

/** A language as BCP 47 writes it. @throws LecternError `bad-request` */
export function languageArgument(value: string | undefined): string | null {
  if (value === undefined) return null;
  try {
    const tag = Intl.getCanonicalLocales(value.replaceAll('_', '-'))[0];
    if (tag) return tag;
  } catch {
    // said below
  }
  throw usage(`--language takes a tag such as en, de or pt-BR; "${value}" is none.`);
}
