import { BlockBuilder } from '../../../core/document/builder.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { languageTag } from '../../../core/language.ts';
import { documentOfBlocks, titleFromName } from '../whole.ts';
import { readCues, type Cue } from './cues.ts';
import { speechOf } from './paragraphs.ts';

/** Seconds from one line of a song to the next that begins a stanza. */
const STANZA_PAUSE = 10;

/**
 * Subtitles as the text that was spoken, "Name: …" where they say by whom.
 * @throws LecternError `empty-document` or `no-text`.
 */
export function openSubtitles(source: string, name: string): OpenDocument {
  const language =
    languageTag(/^Language:\s*([\w-]+)/im.exec(source.slice(0, 500))?.[1]) ??
    languageTag(/\.([a-z]{2,3}(?:-[a-z0-9]{2,4})?)\.[a-z]{3}$/i.exec(name)?.[1]);
  const builder = new BlockBuilder(language);
  const { cues, lyrics } = readCues(source);
  if (lyrics) addVerses(builder, cues);
  else addSpeech(builder, cues);
  return documentOfBlocks({
    format: 'subtitles',
    name,
    source,
    blocks: builder.finish(),
    chapterLevel: 0,
    title:
      tagOf(source, 'ti') ??
      titleFromName(name.replace(/\.[a-z]{2,3}(?:-[a-z0-9]{2,4})?(?=\.[a-z]{3}$)/i, '')),
    authors: [tagOf(source, 'ar')].flatMap((author) => author ?? []),
    language,
  });
}

function addSpeech(builder: BlockBuilder, cues: readonly Cue[]): void {
  let speaker: string | null = null;
  for (const speech of speechOf(cues)) {
    builder.begin({ kind: 'paragraph' });
    const named = speech.speaker !== null && speech.speaker !== speaker;
    builder.text(named ? `${speech.speaker}: ${speech.text}` : speech.text);
    speaker = speech.speaker;
  }
}

function addVerses(builder: BlockBuilder, cues: readonly Cue[]): void {
  let last = -Infinity;
  for (const { start, lines } of cues) {
    if (start - last > STANZA_PAUSE) builder.begin({ kind: 'verse' });
    else builder.lineBreak();
    for (const line of lines) builder.text(line.text);
    last = start;
  }
}

/** A tag of LRC: `[ti:The title]`. */
const tagOf = (source: string, tag: string): string | null =>
  new RegExp(`^\\[${tag}:\\s*([^\\]\\n]{1,200})\\]`, 'im').exec(source.slice(0, 4000))?.[1]?.trim() || null;
