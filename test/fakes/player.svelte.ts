/** A player without sound: it walks word by word at a steady pace, so that the window can be built and tested. */
import type { Clock } from '../../electron/core/clock.ts';
import { START, type Position, type Section, type TextRange } from '../../electron/core/document/model.ts';
import type { StudySettings } from '../../renderer/player/types.ts';
import type { Passage, Player, PlayerState, Playhead, SpeechDocument } from '../../renderer/player/types.ts';

const WORD_MILLISECONDS = 300;

export class FakePlayer implements Player {
  state: PlayerState = $state.raw({ phase: 'empty' });
  document: SpeechDocument | null = $state.raw(null);
  playhead: Playhead | null = $state.raw(null);
  rate = $state(1);
  volume = $state(1);
  bufferedSeconds = $state(0);
  waitSeconds: number | null = $state(null);
  charactersPerSecond: number | null = $state(null);
  /** Every command in order, with its arguments. */
  readonly log: readonly unknown[][] = [];
  #clock: Clock;
  #section: Section | null = null;
  #start: Position = START;
  #cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  load(document: SpeechDocument, at: Position): void {
    this.#note('load', document.id, at);
    this.#cancel();
    this.document = document;
    this.state = { phase: 'stopped' };
    this.playhead = null;
    this.#start = at;
  }

  unload(): void {
    this.#cancel();
    this.document = null;
    this.playhead = null;
    this.state = { phase: 'empty' };
  }

  play(): void {
    this.#note('play');
    if (!this.document) return;
    this.state = { phase: 'playing' };
    if (this.playhead) this.#tick();
    else
      void this.#place(this.#start.section, this.#start.block, this.#start.offset).then(() => this.#tick());
  }

  pause(): void {
    this.#note('pause');
    this.#cancel();
    if (this.state.phase === 'playing' || this.state.phase === 'waiting') this.state = { phase: 'paused' };
  }

  toggle(): void {
    if (this.state.phase === 'playing' || this.state.phase === 'waiting') this.pause();
    else this.play();
  }

  stop(): void {
    this.#note('stop');
    this.#cancel();
    if (this.playhead) this.playhead = { ...this.playhead, word: null };
    this.state = { phase: 'stopped' };
  }

  skip(): void {
    this.#note('skip');
    if (this.playhead)
      void this.#place(this.playhead.section, this.playhead.block, this.playhead.sentence[1]).then(() =>
        this.play(),
      );
  }

  playFrom(section: number, block: number, offset: number): void {
    this.#note('playFrom', section, block, offset);
    void this.#place(section, block, offset).then(() => this.play());
  }

  playPassages(passages: readonly Passage[]): void {
    this.#note('playPassages', passages);
    const first = passages[0];
    if (first) void this.#place(first.section, first.block, first.range[0]).then(() => this.play());
  }

  nextSentence(): void {
    this.#note('nextSentence');
    if (this.playhead)
      void this.#place(this.playhead.section, this.playhead.block, this.playhead.sentence[1]);
  }

  previousSentence(): void {
    this.#note('previousSentence');
    const head = this.playhead;
    if (head) void this.#place(head.section, head.block, Math.max(0, head.sentence[0] - 1));
  }

  nextParagraph(): void {
    if (this.playhead) void this.#place(this.playhead.section, this.playhead.block + 1, 0);
  }

  previousParagraph(): void {
    if (this.playhead) void this.#place(this.playhead.section, Math.max(0, this.playhead.block - 1), 0);
  }

  nextSection(): void {
    if (this.playhead) void this.#place(this.playhead.section + 1, 0, 0);
  }

  previousSection(): void {
    if (this.playhead) void this.#place(Math.max(0, this.playhead.section - 1), 0, 0);
  }

  setRate(rate: number): void {
    this.rate = rate;
  }

  setStudy(study: StudySettings | null): void {
    this.#note('setStudy', study);
  }

  setVolume(volume: number): void {
    this.volume = volume;
  }

  voiceChanged(): void {
    this.#note('voiceChanged');
  }

  planChanged(): void {
    this.#note('planChanged');
  }

  #note(...call: unknown[]) {
    (this.log as unknown[][]).push(call);
  }

  /** Stands on the first speakable word at or after a place, wherever the document has one. */
  async #place(section: number, block: number, offset: number): Promise<void> {
    const { document } = this;
    if (!document) return;
    for (let index = section; index < document.sectionCount; index++) {
      const loaded = await document.section(index);
      const from = index === section ? block : 0;
      const found = loaded.blocks.findIndex(
        ({ spoken, text }, at) =>
          at >= from && spoken && (at > from || index > section || offset < text.length) && text !== '',
      );
      const text = loaded.blocks[found]?.text;
      if (text === undefined) continue;
      this.#section = loaded;
      const at = index === section && found === block ? offset : 0;
      this.playhead = {
        section: index,
        block: found,
        sentence: sentenceAt(text, at),
        word: null,
        home: null,
      };
      return;
    }
    this.#cancel();
    this.state = { phase: 'finished' };
  }

  #tick() {
    this.#cancel();
    this.#cancel = this.#clock.after(WORD_MILLISECONDS / this.rate, () => {
      void this.#step().then(() => {
        if (this.state.phase === 'playing') this.#tick();
      });
    });
  }

  async #step(): Promise<void> {
    const head = this.playhead;
    const text = head && this.#section?.blocks[head.block]?.text;
    if (!head || typeof text !== 'string') return;
    const word = wordAfter(text, head.word?.[1] ?? head.sentence[0], head.sentence[1]);
    if (word) this.playhead = { ...head, word };
    else await this.#place(head.section, head.block, head.sentence[1]);
  }
}

function sentenceAt(text: string, offset: number): TextRange {
  for (const { segment, index } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text))
    if (offset < index + segment.length) return [index, index + segment.trimEnd().length];
  return [0, text.length];
}

function wordAfter(text: string, from: number, to: number): TextRange | null {
  const found = /[\p{L}\p{N}’'-]+/u.exec(text.slice(from, to));
  return found ? [from + found.index, from + found.index + found[0].length] : null;
}
