import type { Raised, Segment, Stop } from './types.ts';

const DIGITS = /[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}/gu;

/**
 * Takes Unicode's raised digits out of a segment's text, as those that are printed small are kept out of it: they may
 * be the marks of notes, and are put back where they are none.
 */
export function withoutSuperscripts(segment: Segment): Segment {
  const found = [...segment.text.matchAll(DIGITS)];
  if (found.length === 0) return segment;
  const first = found[0]!;
  const rest = segment.text.slice(first[0].length).trimStart();
  const isLead = first.index === 0 && segment.lead === null && /\p{L}/u.test(rest);
  /** Where a character of the whole text is in what is left of it. */
  const moved = (at: number) => {
    const lost = found.reduce(
      (sum, { 0: digits, index }) => sum + Math.min(digits.length, Math.max(0, at - index)),
      0,
    );
    return Math.max(0, at - lost - (isLead ? segment.text.length - first[0].length - rest.length : 0));
  };
  const raised = [
    ...segment.raised.map((mark): Raised => ({ ...mark, at: moved(mark.at) })),
    ...found
      .slice(isLead ? 1 : 0)
      .map(({ 0: digits, index }): Raised => ({ at: moved(index), text: digits })),
  ].sort((a, b) => a.at - b.at);
  return {
    ...segment,
    text: (isLead ? rest : segment.text).replace(DIGITS, ''),
    stops: segment.stops.map(([at, x]): Stop => [moved(at), x]),
    raised,
    lead: isLead ? plainMark(first[0]) : segment.lead,
  };
}

/** A note's mark as its note may have it: "²" and "2" are one. */
export const plainMark = (mark: string): string => mark.normalize('NFKC');
