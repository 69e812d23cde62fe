import { cleanLine, isSpeakable } from '../../electron/core/document/clean.ts';
import { LONGEST_BLOCK } from '../../electron/core/document/long.ts';
import type { Block, LineBox, Section } from '../../electron/core/document/model.ts';

/** What of a section breaks the promises that `core/document/model.ts` makes for every block of every document. */
export function faultsOf(section: Section): readonly string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string, { kind, text }: Block) => {
    if (!holds) faults.push(`${section.index}: ${kind}: ${what}: ${text.slice(0, 60)}`);
  };
  for (const block of section.blocks) {
    const { kind, text, spans, spoken, reason } = block;
    must(text === text.trim() && text === text.normalize('NFC'), 'trimmed, NFC', block);
    must(!/(?![\n\t])[\p{Cc}\u00ad\u200b\ufeff\u202a-\u202e]/u.test(text), 'clean', block);
    must(kind === 'code' || kind === 'verse' || text === cleanLine(text), 'folded', block);
    must(spoken === (reason === null), 'a reason exactly where it is not spoken', block);
    must(!spoken || isSpeakable(text), 'something to say', block);
    must((kind === 'heading' || kind === 'listItem') === block.level > 0, 'level', block);
    must(text.length <= LONGEST_BLOCK, 'bounded', block);
    spans.forEach((span, index) => {
      const filled = span.kind === 'noteref' ? span.from === span.to : span.from < span.to;
      must(filled && span.from >= 0 && span.to <= text.length, `span ${span.kind}`, block);
      must((spans[index - 1]?.from ?? 0) <= span.from, 'ordered spans', block);
      const inner = spans.slice(index + 1).filter((other) => other.from < span.to);
      must(
        inner.every((other) => other.to <= span.to),
        'nested spans',
        block,
      );
      must(span.href === undefined || /^(#\d+(\/|$)|https?:\/\/)/.test(span.href), 'links', block);
    });
    block.lines?.forEach((box, index, boxes) => {
      must(isLineOf(text, box, boxes[index - 1]?.to ?? 0), `line ${JSON.stringify(box)}`, block);
    });
  }
  return faults;
}

/** Whether a box of a printed page lies behind the one before, in the text, and on the page. */
function isLineOf(text: string, box: LineBox, before: number): boolean {
  const finite = [box.x, box.y, box.width, box.height].every(Number.isFinite);
  const stops = (box.stops ?? []).every(
    ([at], index, all) => at > (all[index - 1]?.[0] ?? box.from) && at < box.to,
  );
  return (
    finite &&
    stops &&
    box.width >= 0 &&
    box.height > 0 &&
    box.from >= before &&
    box.to > box.from &&
    box.to <= text.length
  );
}

/** A paragraph, or what `differing` makes of it. */
export function block(text: string, differing: Partial<Block> = {}): Block {
  return {
    kind: 'paragraph',
    level: 0,
    marker: null,
    text,
    spans: [],
    language: null,
    spoken: true,
    reason: null,
    anchors: [],
    image: null,
    ...differing,
  };
}
