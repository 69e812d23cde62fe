import { cleanLine, isOrnament, isSpeakable } from './clean.ts';
import { InlineText, type InlineMark } from './inline.ts';
import { divideLongBlock } from './long.ts';
import type { Block, BlockKind, SkipReason, SpanKind } from './model.ts';
import { blocksByLanguage } from './passages.ts';

/** What the next block is to be. */
export interface BlockStyle {
  readonly kind: BlockKind;
  /** As in `Block.level`. */
  readonly level?: number;
  /** Shared by all blocks of one list item or note; the first of them takes it and leaves null. */
  readonly marker?: { text: string | null };
  /** Shown, not spoken. */
  readonly skip?: SkipReason | null;
}

/** A place in the block under way to go back to. */
export interface BlockMark {
  readonly block: number;
  readonly inline: InlineMark;
}

const PARAGRAPH: BlockStyle = { kind: 'paragraph' };

/** Three or more lines that the author broke, none longer than this, are verse or an address, not a paragraph. */
const VERSE_LINES = 3;
const VERSE_WIDTH = 80;
const LINES_MATTER: readonly BlockKind[] = ['paragraph', 'quote'];
const KEEPS_LINES: readonly BlockKind[] = ['verse', 'code'];
const MARKED: readonly BlockKind[] = ['listItem', 'note'];
const MADE_NOTES: readonly BlockKind[] = ['paragraph', 'quote', 'listItem'];
const MAY_BE_ORNAMENT: readonly BlockKind[] = ['paragraph', 'quote', 'verse', 'caption'];

/**
 * Makes blocks out of what a reader meets in reading order: styles, pieces of text, spans, anchors, images.
 * It holds the rules that are the same for every format, among them: a block without a letter or digit is not spoken.
 */
export class BlockBuilder {
  readonly #documentLanguage: string | null;
  readonly #blocks: Block[] = [];
  #style = PARAGRAPH;
  #inline = new InlineText();
  #blockLanguage: string | null = null;
  /** Without repeats, in order. */
  #anchors = new Set<string>();
  #figures: Block[] = [];
  #begun = 0;
  #cellEnded = false;

  constructor(documentLanguage: string | null) {
    this.#documentLanguage = documentLanguage;
  }

  get isEmpty(): boolean {
    return this.#inline.isEmpty;
  }

  /** How many blocks there are without the one under way. */
  get finished(): number {
    return this.#blocks.length;
  }

  /** The anchors that the block under way will have. */
  get openAnchors(): ReadonlySet<string> {
    return this.#anchors;
  }

  /** Ends the block under way; what follows belongs to a new one. Nothing is made of a block without text. */
  begin(style: BlockStyle, language: string | null = null): void {
    const { text, spans, passages, open } = this.#inline.finish();
    if (text !== '') {
      const block = this.#block(text, spans);
      for (const part of blocksByLanguage(block, passages, this.#blockLanguage, this.#documentLanguage)) {
        this.#add(part);
      }
    }
    const figures = this.#figures;
    this.#figures = [];
    for (const figure of figures) this.#add(figure);
    this.#begun++;
    this.#cellEnded = false;
    this.#style = style;
    this.#blockLanguage = language;
    this.#inline = new InlineText(style.kind === 'code');
    for (const { kind, href } of open) this.#inline.open(kind, href);
  }

  /** @param language Of this piece. */
  text(raw: string, language: string | null = this.#blockLanguage): void {
    if (this.#cellEnded && /\S/.test(raw)) {
      this.#inline.separate();
      this.#cellEnded = false;
    }
    this.#inline.append(raw, language);
  }

  /** A table's next cell: a row is one text, its cells apart by commas, so that they are heard apart. */
  cell(): void {
    this.#cellEnded = true;
  }

  /** @returns false where the line has just begun, so that there was nothing to break. */
  lineBreak(): boolean {
    return this.#inline.break();
  }

  openSpan(kind: SpanKind, href?: string): void {
    this.#inline.open(kind, href);
  }

  closeSpan(): void {
    this.#inline.close();
  }

  noteref(href?: string): void {
    this.#inline.point('noteref', href);
  }

  /** An id that begins here: it goes to the block under way, or to the next one. */
  anchor(id: string): void {
    if (id !== '') this.#anchors.add(id);
  }

  mark(): BlockMark {
    return { block: this.#begun, inline: this.#inline.mark() };
  }

  /** The text after the mark; null where that block has ended. */
  textSince(mark: BlockMark): string | null {
    return mark.block === this.#begun ? this.#inline.textSince(mark.inline) : null;
  }

  /** Forgets what came after the mark, if its block is still under way. Spans opened since must be closed. */
  rewind(mark: BlockMark): void {
    if (mark.block === this.#begun) this.#inline.rewind(mark.inline);
  }

  /**
   * Makes notes of the block under way and of those that are finished, from the given one on: some markup says only
   * at the end of a note that it was one.
   * @param marker The note's own, for the block under way; null: it keeps what it has.
   */
  makeNotes(from: number, marker: string | null): void {
    for (let index = from; index < this.#blocks.length; index++) {
      const block = this.#blocks[index];
      if (!block) continue;
      const kind = MADE_NOTES.includes(block.kind) ? 'note' : block.kind;
      const level = kind === 'note' ? 0 : block.level;
      this.#blocks[index] = { ...block, kind, level, spoken: false, reason: block.reason ?? 'note' };
    }
    const kind = MADE_NOTES.includes(this.#style.kind) ? 'note' : this.#style.kind;
    this.#style = { ...this.#style, kind, skip: this.#style.skip ?? 'note' };
    if (kind !== 'note') return;
    const { level: _, ...style } = this.#style;
    this.#style = marker === null ? style : { ...style, marker: { text: marker } };
  }

  /** An image. Inside a block with text it comes after that block: an image never breaks a sentence. */
  figure(image: string | null, alternative: string): void {
    const block: Block = {
      ...this.#plain('figure', 'image'),
      text: cleanLine(alternative),
      image,
    };
    if (this.isEmpty) this.#add(block);
    else this.#figures.push(block);
  }

  separator(): void {
    this.begin(PARAGRAPH, this.#blockLanguage);
    this.#addSeparator();
  }

  finish(): readonly Block[] {
    this.begin(PARAGRAPH);
    const last = this.#blocks.at(-1);
    if (last && this.#anchors.size > 0) {
      this.#blocks[this.#blocks.length - 1] = { ...last, anchors: [...last.anchors, ...this.#takeAnchors()] };
    }
    return this.#blocks;
  }

  #block(raw: string, spans: Block['spans']): Block {
    const kind = this.#kindOf(raw);
    const text = KEEPS_LINES.includes(kind) ? raw : raw.replaceAll('\n', ' ');
    const skip = this.#style.skip ?? (isSpeakable(text) ? null : 'decoration');
    return {
      ...this.#plain(kind, skip),
      level: this.#style.level ?? 0,
      marker: MARKED.includes(kind) ? this.#takeMarker() : null,
      text,
      spans,
    };
  }

  #kindOf(text: string): BlockKind {
    const { kind } = this.#style;
    if (!LINES_MATTER.includes(kind)) return kind;
    const lines = text.split('\n');
    return lines.length >= VERSE_LINES && lines.every((line) => line.length <= VERSE_WIDTH) ? 'verse' : kind;
  }

  #plain(kind: BlockKind, skip: SkipReason | null): Block {
    return {
      kind,
      level: 0,
      marker: null,
      text: '',
      spans: [],
      language: null,
      spoken: skip === null,
      reason: skip,
      anchors: [],
      image: null,
    };
  }

  #add(block: Block): void {
    if (MAY_BE_ORNAMENT.includes(block.kind) && isOrnament(block.text)) this.#addSeparator();
    else this.#blocks.push(...divideLongBlock({ ...block, anchors: this.#takeAnchors() }));
  }

  /** Several in a row are one. */
  #addSeparator(): void {
    if (this.#blocks.at(-1)?.kind === 'separator') return;
    this.#blocks.push({ ...this.#plain('separator', 'decoration'), anchors: this.#takeAnchors() });
  }

  #takeAnchors(): readonly string[] {
    const anchors = [...this.#anchors];
    this.#anchors = new Set();
    return anchors;
  }

  #takeMarker(): string | null {
    const marker = this.#style.marker?.text ?? null;
    if (this.#style.marker) this.#style.marker.text = null;
    return marker;
  }
}
