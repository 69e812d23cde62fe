import type { Extent } from './lines.ts';
import type { Line } from './types.ts';

const SIGNS = /[=<>≤≥≈≡∑∫∏√±×∈∞→⇒∂∇]/u;
const FUNCTIONS = /\b(?:sin|cos|tan|log|exp|lim|max|min|sup|inf|mod|det|arg|sinh|cosh)\b/gu;
const NUMBER = /^\(\d{1,3}(?:\.\d{1,3})*[a-z]?\)$/u;
/** Characters of a numerator, a limit of a sum. */
const LONGEST_PART = 30;
/** Parts of the size that it may stand above or below. */
const NEAR = 2;

/** A displayed formula: away from both edges, with a sign of mathematics and no word. */
export const isFormula = (line: Line, extent: Extent | undefined): boolean =>
  isSetApart(line, extent) &&
  line.x1 <= extent!.x1 + line.size &&
  SIGNS.test(line.text) &&
  !/\p{L}{4,}/u.test(line.text.replace(FUNCTIONS, ''));

/** A part of the formula beside it that was set on a line of its own, or its number. */
export function belongsToFormula(line: Line, formula: Line, extent: Extent | undefined): boolean {
  if (line.page !== formula.page || Math.abs(line.y - formula.y) > NEAR * formula.size) return false;
  if (NUMBER.test(line.text)) return Math.abs(line.y - formula.y) < formula.size;
  return (
    isSetApart(line, extent) &&
    line.text.length <= LONGEST_PART &&
    !/\p{L}{3,}/u.test(line.text.replace(FUNCTIONS, ''))
  );
}

const isSetApart = ({ x0, size }: Line, extent: Extent | undefined): boolean =>
  extent !== undefined && x0 >= extent.x0 + 1.5 * size;
