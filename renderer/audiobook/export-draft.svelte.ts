/** An export as it is being put together: what the document has, what is ticked, and what comes of it. */
import type { AudiobookChoices } from '../../electron/contract/schemas.ts';
import type { CallInput, CallOutput, LecternApi } from '../../electron/contract/table.ts';
import {
  LOUDNESS,
  type Extra,
  type LoudnessChoice,
  type Preset,
  type SplitChoice,
} from '../../electron/core/audiobook/choices.ts';
import type { VoiceId } from '../../electron/core/speech/types.ts';
import type { BlockRange } from '../../electron/core/audiobook/types.ts';

export type Outline = CallOutput<'export.outline'>;
type Order = CallInput<'export.start'>;

interface PresetFacts {
  readonly label: string;
  /** What it is for. */
  readonly hint: string;
  readonly mp3: Pick<Order['mp3'], 'rate' | 'mode'>;
  /** Bytes that a second takes, about. */
  readonly bytesPerSecond: number;
}

export const PRESET_FACTS: Readonly<Record<Preset, PresetFacts>> = {
  standard: {
    label: 'Standard',
    hint: '64 kbit/s, plays everywhere',
    mp3: { rate: 24_000, mode: { kind: 'cbr', kbps: 64 } },
    bytesPerSecond: 8000,
  },
  small: {
    label: 'Small',
    hint: '48 kbit/s, for little space',
    mp3: { rate: 24_000, mode: { kind: 'cbr', kbps: 48 } },
    bytesPerSecond: 6000,
  },
  fine: {
    label: 'Fine',
    hint: '96 kbit/s at 44.1 kHz, as shops ask',
    mp3: { rate: 44_100, mode: { kind: 'cbr', kbps: 96 } },
    bytesPerSecond: 12_000,
  },
  variable: {
    label: 'Variable',
    hint: 'LAME’s V4: as many bits as the sound needs',
    mp3: { rate: 24_000, mode: { kind: 'vbr', quality: 4 } },
    bytesPerSecond: 6500,
  },
};

const SPLITS: Readonly<Record<SplitChoice, Order['split']>> = {
  none: { kind: 'none' },
  chapter: { kind: 'chapter' },
  hour: { kind: 'duration', minutes: 60 },
};

/** What of the document: its chapters, or a passage that was selected. */
export interface Selection {
  readonly title: string;
  readonly ranges: readonly BlockRange[];
}

export class ExportDraft {
  readonly documentId: string;
  readonly selection: Selection | null;
  readonly #api: LecternApi;
  #voice: VoiceId | null = $state.raw(null);
  #outline: Outline | null = $state.raw(null);
  #error: unknown = $state.raw(null);
  #ticked: readonly boolean[] = $state.raw([]);
  #titles: readonly string[] = $state.raw([]);
  #loading = 0;
  title = $state('');
  authors = $state('');
  narrator = $state('');
  year = $state('');
  preset: Preset = $state('standard');
  split: SplitChoice = $state('none');
  /** What is wished for: a variable quality is LAME's alone, whatever stands here. */
  encoder: Order['mp3']['encoder'] = $state('wasm');
  loudness: LoudnessChoice = $state('audiobook');
  /** ID3 version 2.3, for players that do not know 2.4. */
  oldTags = $state(false);
  extras: readonly Extra[] = $state.raw([]);
  folder: string | null = $state.raw(null);

  readonly #chosen = $derived.by(() => {
    const rows = this.#outline?.rows ?? [];
    return rows.filter((_, index) => this.#ticked[index]);
  });
  readonly #totals = $derived.by(() => {
    const characters = this.#chosen.reduce((sum, row) => sum + row.characters, 0);
    const seconds = characters / (this.#outline?.charactersPerSecond ?? 1);
    const cost = this.#chosen.reduce<number | null>(
      (sum, row) => (sum === null || row.cost === null ? null : sum + row.cost),
      0,
    );
    const bytes = seconds * PRESET_FACTS[this.preset].bytesPerSecond;
    const stored = this.#chosen.reduce((sum, row) => sum + row.stored, 0);
    return { chapters: this.#chosen.length, characters, seconds, cost, bytes, stored };
  });

  /** @param last The choices of the last one. */
  constructor(
    api: LecternApi,
    documentId: string,
    last: AudiobookChoices,
    selection: Selection | null = null,
  ) {
    this.#api = api;
    this.documentId = documentId;
    this.selection = selection;
    Object.assign(this, last);
  }

  /** For the next one to begin with. */
  get choices(): AudiobookChoices {
    const { preset, split, encoder, loudness, oldTags, extras } = this;
    return { preset, split, encoder, loudness, oldTags, extras };
  }

  /** Null until it has come, or where it did not. */
  get outline(): Outline | null {
    return this.#outline;
  }
  get error(): unknown {
    return this.#error;
  }
  get voice(): VoiceId | null {
    return this.#voice;
  }
  /** Of what is ticked. */
  get totals() {
    return this.#totals;
  }
  /** lamejs offers no variable bit rate. */
  get usedEncoder(): Order['mp3']['encoder'] {
    return this.preset === 'variable' ? 'wasm' : this.encoder;
  }
  get ready(): boolean {
    return this.title.trim() !== '' && (this.selection !== null || this.#totals.characters > 0);
  }

  isTicked(row: number): boolean {
    return this.#ticked[row] ?? false;
  }

  titleOf(row: number): string {
    return this.#titles[row] ?? '';
  }

  /** Looks the document through, with the figures of a voice. Ticks and titles that were changed stay. */
  async load(voice: VoiceId | null): Promise<void> {
    const own = ++this.#loading;
    this.#voice = voice;
    this.#error = null;
    try {
      const outline = await this.#api.call('export.outline', { id: this.documentId, voice });
      if (own !== this.#loading) return;
      const first = this.#outline === null;
      this.#outline = outline;
      this.narrator = outline.tags.narrator;
      if (first) this.#begin(outline);
    } catch (error) {
      if (own === this.#loading) this.#error = error;
    }
  }

  tick(row: number, ticked: boolean): void {
    this.#ticked = this.#ticked.map((was, index) => (index === row ? ticked : was));
  }

  /** A row with all that stands under it. */
  tickBranch(row: number, ticked: boolean): void {
    const rows = this.#outline?.rows ?? [];
    const depth = rows[row]?.depth ?? 0;
    const next = rows.findIndex((other, index) => index > row && other.depth <= depth);
    const end = next < 0 ? rows.length : next;
    this.#ticked = this.#ticked.map((was, index) =>
      index >= row && index < end && (rows[index]?.characters ?? 0) > 0 ? ticked : was,
    );
  }

  tickAll(ticked: boolean): void {
    this.#ticked = (this.#outline?.rows ?? []).map(({ characters }) => ticked && characters > 0);
  }

  rename(row: number, title: string): void {
    this.#titles = this.#titles.map((was, index) => (index === row ? title : was));
  }

  async chooseFolder(): Promise<void> {
    const folder = await this.#api.call('export.chooseFolder');
    if (folder !== null) this.folder = folder;
  }

  order(): Order {
    const rows = this.#outline?.rows ?? [];
    return {
      documentId: this.documentId,
      what: this.selection
        ? { kind: 'selection', ...this.selection }
        : {
            kind: 'chapters',
            chapters: [...rows.keys()]
              .filter((row) => this.isTicked(row))
              .map((row) => ({ row, title: this.titleOf(row).trim() || (rows[row]?.title ?? '') })),
          },
      voice: this.#voice,
      forms: ['mp3', ...this.extras],
      split: SPLITS[this.selection ? 'none' : this.split],
      mp3: {
        ...PRESET_FACTS[this.preset].mp3,
        encoder: this.usedEncoder,
        loudness: LOUDNESS[this.loudness],
      },
      id3: this.oldTags ? 3 : 4,
      tags: {
        title: this.title.trim(),
        authors: this.authors
          .split(/[;\n]/u)
          .map((author) => author.trim())
          .filter((author) => author !== ''),
        narrator: this.narrator.trim(),
        year: /^\d{4}$/.test(this.year.trim()) ? this.year.trim() : null,
        cover: this.#outline?.tags.hasCover ?? false,
      },
      folder: this.folder,
      fileName: null,
    };
  }

  #begin({ rows, tags, folder }: Outline): void {
    this.#ticked = rows.map(({ leftOut, characters }) => leftOut === null && characters > 0);
    this.#titles = rows.map(({ title }) => title);
    this.title = this.selection ? this.selection.title : tags.title;
    this.authors = tags.authors.join('; ');
    this.year = tags.year ?? '';
    this.folder = folder;
  }
}
