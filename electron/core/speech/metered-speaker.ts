/**
 * Counts what is asked of a server, below the store and the queue: what was stored is never counted, and every try of
 * a chunk is. What a text will cost is noted before it is sent, so that a monthly limit holds for chunks that are under
 * way at the same time, too; it is given back where the text was not sent, or was refused.
 */
import { errorPayload, LecternError, type ErrorKind } from '../errors.ts';
import { monthOf, usageOf, type UsageChange, type UsageLedger } from './usage.ts';
import type { Speaker, SpeechRequest } from './types.ts';

export interface MeterOptions {
  readonly ledger: Pick<UsageLedger, 'add' | 'spend'>;
  /** `2026-05-31`: the day of now. */
  readonly today: () => string;
  /** US dollars a month; null: no limit. */
  readonly monthlyCap: () => number | null;
  /** Told when the ledger cannot be written, once until it can. Speech goes on where no limit is set. */
  readonly onProblem: (error: unknown) => void;
}

/** After these the text may have been spoken, and so be charged, although nothing of it was heard. */
const PERHAPS_SPOKEN: ReadonlySet<ErrorKind> = new Set([
  'cancelled',
  'network',
  'speech-timeout',
  'speech-empty',
]);

/** @throws LecternError from the iteration, besides the speaker's own: `spending-limit`, before anything is sent. */
export function meteredSpeaker(speaker: Speaker, options: MeterOptions): Speaker {
  const meter = new Meter(options);
  return {
    async *speak(request, signal, onSent) {
      const charge = meter.begin(request);
      let sent = false;
      let failure: ErrorKind | null = 'cancelled'; // where the listener leaves the iteration
      let heard = false;
      try {
        const events = speaker.speak(request, signal, () => {
          sent = true;
          onSent?.();
        });
        for await (const event of events) {
          heard ||= event.type === 'audio';
          yield event;
        }
        failure = null;
      } catch (error) {
        failure = errorPayload(error).kind;
        throw error;
      } finally {
        const spoken = heard || failure === null || (sent && PERHAPS_SPOKEN.has(failure));
        meter.end(charge, spoken, failure === 'cancelled' ? null : failure);
      }
    },
  };
}

interface Charge {
  readonly day: string;
  readonly usage: ReturnType<typeof usageOf>;
}

class Meter {
  readonly #options: MeterOptions;
  #failing = false;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  begin(request: SpeechRequest): Charge {
    const { ledger, today, monthlyCap } = this.#options;
    const charge = { day: today(), usage: usageOf(request) };
    const cap = request.server === 'together' ? monthlyCap() : null;
    if (cap === null) this.#write(() => ledger.add(charge.day, charge.usage));
    else if (charge.usage.unpriced > 0) throw unpriced(cap);
    // A limit that cannot be counted does not hold: where the ledger fails, so does the chunk.
    else if (!ledger.spend(charge.day, charge.usage, cap)) throw exceeded(cap, monthOf(charge.day));
    return charge;
  }

  end({ day, usage }: Charge, spoken: boolean, failure: ErrorKind | null): void {
    const { characters, dollars, unpriced } = usage;
    const back = { characters: -characters, dollars: -dollars, unpriced: -unpriced };
    const change: UsageChange = {
      server: usage.server,
      model: usage.model,
      requests: 1,
      ...(!spoken && back),
      ...(failure && { failure }),
    };
    this.#write(() => this.#options.ledger.add(day, change));
  }

  #write(change: () => void): void {
    try {
      change();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.onProblem(error);
      this.#failing = true;
    }
  }
}

/** "$5", "$2.50" */
function dollarsText(dollars: number): string {
  const cents = Number.isInteger(dollars) ? 0 : 2;
  return `$${dollars.toFixed(cents)}`;
}

const exceeded = (cap: number, month: string) =>
  new LecternError(
    'spending-limit',
    `This passage would go beyond your limit of ${dollarsText(cap)} for ${monthName(month)}. Raise “At most a month” under “Store & cost” in the settings, or choose the offline voice.`,
  );

const unpriced = (cap: number) =>
  new LecternError(
    'spending-limit',
    `The price of this voice is not known, so that your limit of ${dollarsText(cap)} a month cannot hold for it. Choose another voice, or set no limit under “Store & cost” in the settings.`,
  );

/** @param month `2026-05`. */
function monthName(month: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01`));
}
