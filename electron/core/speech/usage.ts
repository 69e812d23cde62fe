/** What speech cost: the rows that are kept, and what is added up of them for the person. */
import type { ErrorKind } from '../errors.ts';
import { priceOf } from './catalogue.ts';
import { normaliseText } from './key.ts';
import type { ServerName, SpeechRequest } from './types.ts';

/** All that one model was asked for on one day. */
export interface UsageRow {
  /** `2026-05-31`, by the calendar of this machine. */
  readonly day: string;
  readonly server: ServerName;
  readonly model: string;
  /** Chunks that were asked of the server, each try counted. */
  readonly requests: number;
  /** Unicode characters of the texts that were sent, less what the server refused to speak. */
  readonly characters: number;
  /** US dollars by the price table of that day, for the characters that have a price. */
  readonly dollars: number;
  /** Of `characters`, those of a model whose price is not known. */
  readonly unpriced: number;
  /** How many requests failed, by kind. What the person stopped did not fail. */
  readonly failures: Readonly<Partial<Record<ErrorKind, number>>>;
}

/** What is added to a row; amounts may be negative, where something is given back. */
export type UsageChange = Pick<UsageRow, 'server' | 'model'> &
  Partial<Pick<UsageRow, 'requests' | 'characters' | 'dollars' | 'unpriced'>> & {
    readonly failure?: ErrorKind;
  };

/** The seam of what is kept: rows that outlive the program. Several programs may add at a time. */
export interface UsageLedger {
  /** @param day The row's. @throws LecternError `disk-full` or `storage` */
  add(day: string, change: UsageChange): void;
  /**
   * Adds, unless the dollars of the day's month would then exceed `most`: both as one, whoever else adds.
   * @returns whether it was added. @throws LecternError `disk-full` or `storage`
   */
  spend(day: string, change: UsageChange, most: number): boolean;
  /** @param month `2026-05`. By day, then by model. @throws LecternError `storage` */
  rows(month: string): readonly UsageRow[];
}

export const monthOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);

/** What speaking this will be charged as. */
export function usageOf(request: SpeechRequest): Required<Omit<UsageChange, 'failure' | 'requests'>> {
  const { server, model, text } = request;
  const characters = [...normaliseText(text)].length;
  const price = priceOf(server, model);
  return {
    server,
    model,
    characters,
    dollars: ((price ?? 0) * characters) / 1_000_000,
    unpriced: price === null ? characters : 0,
  };
}

export interface UsageTotal {
  readonly requests: number;
  readonly characters: number;
  readonly dollars: number;
  readonly unpriced: number;
  readonly failures: UsageRow['failures'];
}

export function totalOf(rows: readonly UsageRow[]): UsageTotal {
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const failures: Partial<Record<ErrorKind, number>> = {};
  for (const row of rows)
    for (const [kind, count] of Object.entries(row.failures) as [ErrorKind, number][])
      failures[kind] = (failures[kind] ?? 0) + count;
  return {
    requests: sum((row) => row.requests),
    characters: sum((row) => row.characters),
    dollars: sum((row) => row.dollars),
    unpriced: sum((row) => row.unpriced),
    failures,
  };
}

/** A total for each model, the dearest first, then the most spoken. */
export function totalsByModel(rows: readonly UsageRow[]): readonly (VoiceModel & UsageTotal)[] {
  const groups = Map.groupBy(rows, ({ server, model }) => `${server} ${model}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? [{ server: first.server, model: first.model, ...totalOf(group) }] : [];
    })
    .toSorted((a, b) => b.dollars - a.dollars || b.characters - a.characters);
}

type VoiceModel = Pick<UsageRow, 'server' | 'model'>;
