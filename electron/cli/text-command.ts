import type { DocumentChoices, ReadingPlan } from '../core/document/plan.ts';
import type { DocumentReader } from '../core/document/reader.ts';
import { LecternError } from '../core/errors.ts';
import { sentenceRanges } from '../core/text/sentences.ts';
import type { FetchAddress } from '../core/web-address.ts';
import { languageArgument, readArguments, usage } from './arguments.ts';
import { readWholeDocument, type WholeDocument } from './document-blocks.ts';
import { withDocumentFile } from './document-file.ts';
import { helpPage } from './help.ts';
import { PLAN_OPTIONS, planArguments } from './plan-arguments.ts';
import type { Terminal } from './terminal.ts';

/** What `text` uses of the application. */
export interface TextPorts {
  readonly reader: DocumentReader;
  readonly fetchAddress: FetchAddress;
  /** Of a file, by its absolute path. */
  planOf(path: string, options: (choices: DocumentChoices) => DocumentChoices): Promise<ReadingPlan>;
}

/** `lectern text FILE`: what would be read. */
export async function textCommand(
  args: readonly string[],
  terminal: Terminal,
  open: () => Promise<TextPorts>,
): Promise<void> {
  const { values, positionals } = readArguments('text', args, {
    language: { type: 'string', short: 'l' },
    json: { type: 'boolean' },
    ...PLAN_OPTIONS,
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return terminal.out(helpPage('text'));
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw usage('Name one file: lectern text FILE.');
  const language = languageArgument(values.language);

  const choices = planArguments(values);
  const { reader, fetchAddress, planOf } = await open();
  const { signal } = terminal;
  const [document, name] = await withDocumentFile(file, fetchAddress, signal, async (found) => {
    const plan = await planOf(found.path, choices);
    return [await readWholeDocument(reader, found.path, found.name, plan, signal), found.name];
  });
  for (const warning of document.warnings) terminal.say(warning);
  if (values.json) return terminal.out(`${JSON.stringify(asJson(document, language))}\n`);

  const { blocks, order } = document;
  if (order.length === 0)
    throw new LecternError(
      'no-text',
      `There is nothing to read in ${name}. Try --code, --tables or --notes inline, which read what is skipped.`,
    );
  for (const { block: index, from, to } of order) {
    const block = blocks[index];
    if (!block) continue;
    const marker = block.marker !== null && from === 0 ? `${block.marker} ` : '';
    await terminal.out(`${marker}${block.text.slice(from, to).trim()}\n\n`);
  }
  const spoken = new Set(order.map(({ block }) => block)).size;
  const skipped = blocks.length - spoken;
  terminal.say(
    `${spoken} ${spoken === 1 ? 'block' : 'blocks'} to be read${skipped ? `, ${skipped} skipped` : ''}.`,
  );
}

/** @param language Goes before what the document says of itself; null: as the document says. */
export function asJson({ metadata, toc, blocks }: WholeDocument, language: string | null) {
  return {
    metadata: language === null ? metadata : { ...metadata, language },
    toc,
    blocks: blocks.map(({ kind, text, spoken, reason, language: own }) => {
      const tag = language ?? own ?? metadata.language;
      return { kind, text, spoken, reason, language: tag, sentences: sentenceRanges(text, tag) };
    }),
  };
}
