import type { DocumentReader } from '../core/document/reader.ts';
import { LecternError } from '../core/errors.ts';
import { sentenceRanges } from '../core/text/sentences.ts';
import type { FetchAddress } from '../core/web-address.ts';
import { languageArgument, readArguments, usage } from './arguments.ts';
import { readWholeDocument, type WholeDocument } from './document-blocks.ts';
import { withDocumentFile } from './document-file.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';

export interface TextPorts {
  readonly reader: DocumentReader;
  readonly fetchAddress: FetchAddress;
}

/** `lectern text FILE`: what would be read. */
export async function textCommand(
  args: readonly string[],
  terminal: Terminal,
  open: () => TextPorts,
): Promise<void> {
  const { values, positionals } = readArguments('text', args, {
    language: { type: 'string', short: 'l' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return terminal.out(helpPage('text'));
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('Name one file: lectern text FILE.');
  const language = languageArgument(values.language);

  const { reader, fetchAddress } = open();
  const { signal } = terminal;
  const [document, name] = await withDocumentFile(file, fetchAddress, signal, async (found) => [
    await readWholeDocument(reader, found.path, found.name, signal),
    found.name,
  ]);
  for (const warning of document.warnings) terminal.say(warning);
  if (values.json) return terminal.out(`${JSON.stringify(asJson(document, language))}\n`);

  const spoken = document.blocks.filter((block) => block.spoken && block.text !== '');
  if (spoken.length === 0) throw new LecternError('no-text', `There is nothing to read in ${name}.`);
  for (const block of spoken)
    await terminal.out(`${block.marker ? `${block.marker} ` : ''}${block.text}\n\n`);
  const skipped = document.blocks.length - spoken.length;
  terminal.say(`${spoken.length} blocks to be read${skipped ? `, ${skipped} skipped` : ''}.`);
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
