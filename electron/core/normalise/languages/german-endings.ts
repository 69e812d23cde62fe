/** German ordinals take their ending from what stands before them: "der dritte", "am dritten", "ein dritter". */

const EN =
  /(?<!\p{L})(?:am|im|vom|zum|zur|beim|dem|den|des|bis|seit|ab|einem|einen|einer|eines|jedem|jeden|diesem|diesen|ihrem|ihren|seinem|seinen|meinem|meinen|unserem|unseren|in|nach|vor|mit|bei)\s$/iu;
const E =
  /(?<!\p{L})(?:der|die|das|dieser|diese|dieses|jede|jedes|jeder|eine|seine|ihre|meine|keine|unsere)\s$/iu;

/** @param ordinal As the lexicon spells it, "dritte". @param otherwise The ending where nothing before it decides. */
export function withEnding(ordinal: string, before: string, otherwise: '' | 'r' | 's'): string {
  if (EN.test(before)) return `${ordinal}n`;
  return E.test(before) ? ordinal : `${ordinal}${otherwise}`;
}

/** Whether what stands before makes a number with a full stop an ordinal. */
export const asksOrdinal = (before: string): boolean =>
  EN.test(before) ||
  E.test(before) ||
  /(?<!\p{L})(?:ein|kein|mein|dein|sein|ihr|unser|jeweils|zum)\s$/iu.test(before);
