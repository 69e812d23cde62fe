/** What speech cost this month, as the settings show it. */
import type { CallOutput, LecternApi } from '../../electron/contract/table.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { totalOf, totalsByModel, type UsageTotal } from '../../electron/core/speech/usage.ts';

/** Milliseconds between two looks, while it is shown. */
const LOOK_EVERY = 3000;

export class Cost {
  #api: LecternApi;
  #clock: Clock;
  #onFault: (error: unknown) => void;
  #usage: CallOutput<'usage.month'> | null = $state.raw(null);
  #total = $derived(totalOf(this.#usage?.rows ?? []));
  #models = $derived(totalsByModel(this.#usage?.rows ?? []));
  #today = $derived(totalOf(this.#usage?.rows.filter(({ day }) => day === this.#usage?.today) ?? []));

  constructor(api: LecternApi, clock: Clock, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** `2026-05`; null until it is known. */
  get month(): string | null {
    return this.#usage?.month ?? null;
  }

  get total(): UsageTotal {
    return this.#total;
  }

  get today(): UsageTotal {
    return this.#today;
  }

  /** The dearest first. */
  get models(): ReturnType<typeof totalsByModel> {
    return this.#models;
  }

  /** Looks now, and again and again: it is a meter that runs while something is read. @returns what ends it. */
  watch(): () => void {
    let ended = false;
    let cancel = () => {};
    const look = async () => {
      try {
        this.#usage = await this.#api.call('usage.month');
        if (!ended) cancel = this.#clock.after(LOOK_EVERY, () => void look());
      } catch (error) {
        this.#onFault(error); // and no more: it would say so every three seconds
      }
    };
    void look();
    return () => {
      ended = true;
      cancel();
    };
  }
}
