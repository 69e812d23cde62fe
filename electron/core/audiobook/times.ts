/** Sample counts as the times that tags and subtitles are written in. Rounded once, from the count: no sum drifts. */
import { SAMPLE_RATE } from '../speech/types.ts';

export const millisecondsOf = (samples: number): number => Math.round((samples * 1000) / SAMPLE_RATE);

const digits = (value: number, count: number) => String(value).padStart(count, '0');

/** `00:00:01,000`; hours have two digits or more. */
export function clockTime(samples: number, decimalSign: '.' | ','): string {
  const time = millisecondsOf(samples);
  const seconds = Math.floor(time / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => digits(part, 2)).join(':')}${decimalSign}${digits(time % 1000, 3)}`;
}

/** `00:01.00`, as lyrics have it: hundredths, and minutes that run on above 99. */
export function lyricsTime(samples: number): string {
  const hundredths = Math.round((samples * 100) / SAMPLE_RATE);
  const seconds = Math.floor(hundredths / 100);
  return `${digits(Math.floor(seconds / 60), 2)}:${digits(seconds % 60, 2)}.${digits(hundredths % 100, 2)}`;
}
