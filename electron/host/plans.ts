/** The reading plans: what was chosen for each document, told to all windows, and documents as they are read by it. */
import type { CallOutput, Handlers } from '../contract/table.ts';
import type { Settings } from '../contract/schemas.ts';
import {
  PLAN_KINDS,
  planKind,
  plannedSection,
  type DocumentChoices,
  type Margins,
  type PlanKind,
  type ReadingPlan,
} from '../core/document/plan.ts';
import type { OpenDocument } from '../core/document/reader.ts';
import { sectionsOf } from '../core/document/whole.ts';
import type { Library } from '../core/library.ts';
import type { Emit } from './events.ts';

type PlanHandlers = Pick<Handlers, 'document.plan' | 'document.setPlan' | 'document.kinds'>;

/** What of the plan is in the settings. */
export const globalChoices = ({ readNotes, readKinds }: Pick<Settings, 'readNotes' | 'readKinds'>) => ({
  notes: readNotes,
  kinds: readKinds,
});

/**
 * The document with its sections decided on, and in the language that was chosen for it. The plan is asked for with every
 * section: it may change while the document is open.
 */
export async function plannedDocument(
  document: OpenDocument,
  plan: () => Promise<ReadingPlan>,
): Promise<OpenDocument> {
  const { summary } = document;
  const { language } = (await plan()).document;
  return {
    summary: language === null ? summary : { ...summary, metadata: { ...summary.metadata, language } },
    section: async (index) => plannedSection(await document.section(index), await plan()),
    resource: (name) => document.resource(name),
    close: () => document.close(),
  };
}

interface Needs {
  readonly library: Pick<Library, 'plan' | 'setPlan'>;
  readonly settings: () => Settings;
}

/** Documents as their readers give them; `Documents` has it. */
interface FoundDocuments {
  refit(id: string): Promise<void>;
  use<T>(id: string, work: (document: OpenDocument) => Promise<T>): Promise<T>;
}

export interface Plans {
  of(id: string): Promise<ReadingPlan>;
  handlers(documents: FoundDocuments, emit: Emit): PlanHandlers;
}

export function createPlans({ library, settings }: Needs): Plans {
  const of = async (id: string): Promise<ReadingPlan> => ({
    all: globalChoices(settings()),
    document: await library.plan(id),
  });
  return {
    of,
    handlers: (documents, emit) => ({
      'document.plan': async ({ id }) => plain(await library.plan(id)),
      async 'document.setPlan'({ id, choices }) {
        const before = await library.plan(id);
        await library.setPlan(id, choices);
        // Where the margins are decides what is a paragraph: the file is read anew.
        if (!sameMargins(before.margins, choices.margins)) await documents.refit(id);
        emit('document.planChanged', { id, choices });
      },
      'document.kinds': ({ id }) => documents.use(id, async (document) => countKinds(document, await of(id))),
    }),
  };
}

export const sameMargins = (a: Margins | null, b: Margins | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.top === b.top &&
    a.right === b.right &&
    a.bottom === b.bottom &&
    a.left === b.left);

/** As it crosses to a window. */
const plain = ({ kinds, ...choices }: DocumentChoices): CallOutput<'document.plan'> => ({
  ...choices,
  kinds: { ...kinds },
});

/** In the order of `PLAN_KINDS`; kinds that the document does not have are left out. */
export async function countKinds(
  document: Pick<OpenDocument, 'summary' | 'section'>,
  plan: ReadingPlan,
): Promise<CallOutput<'document.kinds'>> {
  const counts = new Map<PlanKind, { blocks: number; spoken: number; spokenAsFound: number }>();
  for await (const found of sectionsOf(document)) {
    const decided = plannedSection(found, plan).blocks;
    for (const [at, block] of found.blocks.entries()) {
      if (block.text === '') continue; // a picture without words has nothing to choose
      const kind = planKind(block);
      const count = counts.get(kind) ?? { blocks: 0, spoken: 0, spokenAsFound: 0 };
      counts.set(kind, {
        blocks: count.blocks + 1,
        spoken: count.spoken + (decided[at]?.spoken ? 1 : 0),
        spokenAsFound: count.spokenAsFound + (block.spoken ? 1 : 0),
      });
    }
  }
  return PLAN_KINDS.flatMap((kind) => {
    const count = counts.get(kind);
    return count ? [{ kind, ...count }] : [];
  });
}
