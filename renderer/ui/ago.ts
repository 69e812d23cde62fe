/** How long ago something was, in words. */

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "yesterday", "3 hours ago", "just now". Both are milliseconds since 1970. */
export function agoText(then: number, now: number, locale = 'en'): string {
  const past = now - then;
  for (const [unit, length] of UNITS) {
    if (past >= length)
      return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
        -Math.floor(past / length),
        unit,
      );
  }
  return 'just now';
}
