/** Money and months as the settings show and take them. */

/** "May 2026", of `2026-05`. */
export function monthText(month: string, locale = 'en'): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01`));
}

/** The most that a limit can be; as the contract takes it. */
export const MOST_DOLLARS = 10_000;

/**
 * Dollars as a person types them: "5", "$2.50", "2,50"; nothing at all is null, no limit.
 * @returns undefined where it is none, or out of bounds.
 */
export function dollarsTyped(text: string): number | null | undefined {
  const typed = text.trim().replace(/^\$\s*/u, '');
  if (typed === '') return null;
  if (!/^\d{1,5}([.,]\d{1,2})?$/.test(typed)) return undefined;
  const dollars = Number(typed.replace(',', '.'));
  return dollars <= MOST_DOLLARS ? dollars : undefined;
}
