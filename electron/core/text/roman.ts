const SHAPE = /^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/i;
const DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

/** Of a Roman number in its usual form, in letters of either case; null of anything else. */
export function romanValue(text: string): number | null {
  if (!SHAPE.test(text)) return null;
  const values = Array.from(text.toUpperCase(), (digit) => DIGITS[digit] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
