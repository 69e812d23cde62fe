/** The kinds of blocks that a person may want read or passed over, as the settings show them. */
import type { PlanKind } from '../../electron/core/document/plan.ts';

/** What readers of documents do by themselves, for each kind that one may want otherwise. */
export const PLAN_KINDS: readonly {
  readonly kind: PlanKind;
  readonly usual: boolean;
  readonly hint: string;
}[] = [
  { kind: 'table', usual: true, hint: 'Row by row.' },
  { kind: 'code', usual: false, hint: 'Listings of programs.' },
  { kind: 'figure', usual: false, hint: 'As the book gives them, where it does.' },
  { kind: 'caption', usual: true, hint: 'Under pictures and over tables.' },
  { kind: 'formula', usual: true, hint: 'Where the document has words for them.' },
  { kind: 'verse', usual: true, hint: 'Poems, songs and addresses.' },
  { kind: 'quote', usual: true, hint: 'Set off from the text.' },
  { kind: 'contents', usual: false, hint: 'A list of chapters inside the book.' },
  { kind: 'header', usual: false, hint: 'At the top of printed pages.' },
  { kind: 'footer', usual: false, hint: 'At the foot of printed pages.' },
  { kind: 'pageNumber', usual: false, hint: 'Of printed pages.' },
  { kind: 'marginal', usual: false, hint: 'Beside the text of printed pages.' },
];
