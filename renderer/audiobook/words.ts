/** Figures of exports as people say them. */
import type { CallOutput } from '../../electron/contract/table.ts';

type Job = CallOutput<'export.start'>;

/** "12 min", "1 h 5 min"; "under a minute" for less. */
export function durationText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Short, for a column: "12:05", "1:02:05". */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** @param cost US dollars; null where a price is not known. */
export function costText(cost: number | null): string {
  if (cost === null) return 'price unknown';
  if (cost === 0) return 'free';
  if (cost < 0.01) return '< 1 ¢';
  const cents = Math.ceil(cost * 100 - 1e-6); // 0.07 × 100 is more than 7
  return cents < 100 ? `${cents} ¢` : `$${cost.toFixed(2)}`;
}

/** 0–1 of the whole way: speaking is the longer part of it. */
export function jobProgress({ state, characters, assembled }: Job): number {
  if (state === 'done') return 1;
  return 0.8 * (characters.done / Math.max(1, characters.all)) + 0.2 * assembled;
}

/** What an export does just now, without a full stop. */
export function jobText(job: Job): string {
  const percent = Math.floor(100 * jobProgress(job));
  const left = job.secondsLeft === null ? '' : ` · ${durationText(job.secondsLeft)} left`;
  const cost = job.cost === null || job.cost === 0 ? '' : ` · ${costText(job.cost)} so far`;
  switch (job.state) {
    case 'queued':
      return 'Waits for its turn';
    case 'speaking':
      return job.waiting ?? `${percent} % · speaking${left}${cost}`;
    case 'assembling':
      return `${percent} % · making files${left}`;
    case 'paused':
      return `Paused at ${percent} %${cost}`;
    case 'failed':
      return job.error?.message ?? 'It could not be finished';
    case 'done':
      return `${job.files.length === 1 ? 'One file' : `${job.files.length} files`}${job.cost ? ` · ${costText(job.cost)}` : ''}`;
  }
}

/** The last part of a path of either kind of system. */
export const nameOfPath = (path: string): string => /[^\\/]*(?=[\\/]*$)/u.exec(path)?.[0] || path;
