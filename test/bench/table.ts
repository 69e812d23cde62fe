/** One line of the bench: a figure beside what it is measured against, in the same run. */
export interface Row {
  readonly what: string;
  /** With its unit: "12.4 ms", "312 ×". */
  readonly measured: string;
  /** The floor, ratio or figure of DESIGN.md that it stands beside. */
  readonly against: string;
  /** Whether the figure is reached; null where a row only informs. Never fails the run: machines differ. */
  readonly reached: boolean | null;
}

/** A group of figures. It prepares, measures and cleans up after itself. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Row[]>;
}

export function print(title: string, rows: readonly Row[]): void {
  const mark = (row: Row) => (row.reached === null ? ' ' : row.reached ? '+' : '-');
  const width = (pick: (row: Row) => string, head: string) =>
    Math.max(head.length, ...rows.map((row) => [...pick(row)].length));
  const w = [
    width((r) => r.what, title),
    width((r) => r.measured, 'measured'),
    width((r) => r.against, 'against'),
  ];
  const line = (a: string, b: string, c: string, m: string) =>
    console.log(`${m} ${a.padEnd(w[0]!)}  ${b.padStart(w[1]!)}  ${c.padEnd(w[2]!)}`.trimEnd());
  line(title, 'measured', 'against', ' ');
  line('─'.repeat(w[0]!), '─'.repeat(w[1]!), '─'.repeat(w[2]!), ' ');
  for (const row of rows) line(row.what, row.measured, row.against, mark(row));
  console.log('');
}

/** The value below which the given part of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], part: number): number {
  if (samples.length === 0) throw new Error('no samples');
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))]!;
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
