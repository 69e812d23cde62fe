/** Short sentences that appear over the window and leave again: faults, and what was done with a way back. */
import { createContext } from 'svelte';
import type { Clock } from '../../electron/core/clock.ts';
import { errorPayload } from '../../electron/core/errors.ts';

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly sentence: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

interface Shown extends Notice {
  readonly cancel: () => void;
  readonly onGone: () => void;
}

interface NoticeOptions {
  readonly action?: Notice['action'];
  /** Called once when the notice leaves without its action having been taken. */
  readonly onGone?: () => void;
  /** Milliseconds until it leaves by itself; null: it stays until it is closed. */
  readonly lasts?: number | null;
}

const INFO_LASTS = 6000;
const MOST = 4;

export class Notices {
  #list: readonly Shown[] = $state.raw([]);
  #lastId = 0;
  #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get list(): readonly Notice[] {
    return this.#list;
  }

  info(sentence: string, options: NoticeOptions = {}): void {
    this.#add('info', sentence, { lasts: INFO_LASTS, ...options });
  }

  /** A fault's own sentence. It stays until it is closed; the same sentence is not shown twice. */
  fault(error: unknown, action: Notice['action'] = null): void {
    const { kind, message } = errorPayload(error);
    if (kind === 'cancelled') return;
    if (kind === 'internal') console.error(error);
    for (const same of this.#list.filter((notice) => notice.sentence === message)) this.close(same.id);
    this.#add('error', message, { action, lasts: null });
  }

  take(notice: Notice): void {
    this.#remove(notice.id);
    notice.action?.run();
  }

  close(id: number): void {
    this.#remove(id)?.onGone();
  }

  #add(tone: Notice['tone'], sentence: string, options: NoticeOptions) {
    const id = ++this.#lastId;
    const { lasts = null, action = null, onGone = () => {} } = options;
    const cancel = lasts === null ? () => {} : this.#clock.after(lasts, () => this.close(id));
    this.#list = [...this.#list, { id, tone, sentence, action, cancel, onGone }];
    const oldest = this.#list[0];
    if (oldest && this.#list.length > MOST) this.close(oldest.id);
  }

  #remove(id: number) {
    const gone = this.#list.find((notice) => notice.id === id);
    gone?.cancel();
    this.#list = this.#list.filter((notice) => notice.id !== id);
    return gone;
  }
}

export const [useNotices, provideNotices] = createContext<Notices>();
