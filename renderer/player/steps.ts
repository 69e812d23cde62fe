import { unreachable } from '../../electron/core/errors.ts';
import type { DocumentPlan, Place } from './plan.ts';

export type Step =
  | 'next-sentence'
  | 'restart-sentence'
  | 'previous-sentence'
  | 'next-paragraph'
  | 'previous-paragraph'
  | 'next-section'
  | 'previous-section';

/** Where a step leads from here, or null at the end of the document. */
export async function stepFrom(plan: DocumentPlan, here: Place, step: Step): Promise<Place | null> {
  switch (step) {
    case 'next-sentence':
      return plan.nextSentence(here);
    case 'restart-sentence': {
      const sentence = await plan.sentenceAt(here);
      return sentence && { ...here, offset: sentence[0] };
    }
    case 'previous-sentence': {
      const sentence = await plan.sentenceAt(here);
      const inside = sentence && here.offset > sentence[0];
      return (!inside && (await plan.previousSentence(here))) || stepFrom(plan, here, 'restart-sentence');
    }
    case 'next-paragraph':
      return plan.nextBlock(here);
    case 'previous-paragraph':
      return (await plan.previousBlock(here)) ?? stepFrom(plan, here, 'restart-sentence');
    case 'next-section':
      return plan.sectionStart(sectionOf(here) + 1);
    case 'previous-section':
      // To the start of this section first. One without speech leads on to where we are: it is passed over.
      for (let section = sectionOf(here); section >= 0; section--) {
        const start = await plan.sectionStart(section);
        if (start && before(start, here)) return start;
      }
      return stepFrom(plan, here, 'restart-sentence');
    default:
      return unreachable(step);
  }
}

/** Of a note that is read in the text: the text's. */
const sectionOf = ({ section, home }: Place): number => home?.section ?? section;

function before(a: Place, place: Place): boolean {
  const b = place.home ?? place;
  return (
    a.section < b.section ||
    (a.section === b.section && (a.block < b.block || (a.block === b.block && a.offset < b.offset)))
  );
}
