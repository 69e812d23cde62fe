/**
 * The embedded voice in the place of the service, for this session only: offered when the service fails somebody who
 * listens, taken back when it can be reached again. It is the person who says so, both times.
 */
import type { SpeechStatus } from '../contract/schemas.ts';
import type { Clock } from '../core/clock.ts';
import type { ErrorKind, LecternError } from '../core/errors.ts';
import type { Outcome } from '../core/speech/scheduler.ts';
import type { SpeechServer } from '../core/speech/server.ts';

export interface StandIn {
  /** The embedded voice speaks although the service is what the settings ask for. */
  readonly on: boolean;
  /** Why, for the notice line; null where it is not on. */
  readonly notice: string | null;
  /** What the person should be asked now. */
  readonly offer: SpeechStatus['offer'];
  set(on: boolean): void;
  /** How a try with the service went. */
  observe(outcome: Outcome): void;
  /** Another key, or another choice: what was known of the service holds no longer. */
  forget(): void;
  close(): void;
}

interface Trouble {
  /** Failures in a row after which the embedded voice is offered. */
  readonly times: number;
  /** As the first sentence of the offer, which the reason in full stands beside. */
  readonly sentence: string;
}

/** Kinds that are not here are about the passage or the voice: another server would not mend the cause. */
const TROUBLES: Readonly<Partial<Record<ErrorKind, Trouble>>> = {
  // Trying again mends neither: the person would have to see to it first.
  'key-refused': { times: 1, sentence: 'Together AI does not take the key.' },
  'spending-limit': { times: 1, sentence: 'The spending limit at Together AI is reached.' },
  // Something between us and the service answers in its place, such as the login page of a network.
  protocol: { times: 1, sentence: 'Together AI does not answer as it should.' },
  // The client has waited for half a minute before it says so.
  'speech-timeout': { times: 1, sentence: 'Together AI takes very long now.' },
  // One loss is a lid that was opened or another Wi-Fi; two tries in the next two seconds mend that. Three are an outage.
  network: { times: 3, sentence: 'Together AI cannot be reached now.' },
  // These pass by themselves, and often do at the second try.
  overloaded: { times: 3, sentence: 'Together AI has trouble of its own now.' },
  'rate-limited': { times: 3, sentence: 'Together AI asks for one pause after another.' },
};
/** The service itself is in trouble, whatever it was asked to say. */
export const isServiceTrouble = (kind: ErrorKind): boolean => TROUBLES[kind] !== undefined;

/** Seconds of an asked pause that nobody should have to sit through without being asked. */
const LONG_PAUSE = 30;

/** Milliseconds from one look at the service to the next: each twice as long as the one before. */
const FIRST_LOOK = 15_000;
const MOST_BETWEEN_LOOKS = 300_000;

const NOTICE = 'The offline voice reads in the place of Together AI for now.';
const BACK_SENTENCE = 'Together AI can be reached again.';
const MEANWHILE = 'The offline voice can go on from this sentence.';

/** @param changed Called whenever `on`, `notice` or `offer` may have changed. */
export function createStandIn(
  service: Pick<SpeechServer, 'reach'>,
  clock: Clock,
  changed: () => void,
): StandIn {
  let on = false;
  /** What ails the service, where that is enough for an offer. */
  let trouble: LecternError | null = null;
  let reachable = false;
  let stopLooking: () => void = () => undefined;

  const look = (wait: number) => {
    const abort = new AbortController();
    const cancel = clock.after(wait, () => {
      service.reach(abort.signal).then(
        () => {
          if (abort.signal.aborted) return;
          reachable = true;
          changed();
        },
        () => {
          if (!abort.signal.aborted) look(Math.min(MOST_BETWEEN_LOOKS, 2 * wait));
        },
      );
    });
    stopLooking = () => {
      cancel();
      abort.abort();
    };
  };

  const become = (next: boolean) => {
    stopLooking();
    reachable = false;
    on = next;
    // A key that was refused is refused until there is another, and then `forget` is called.
    if (on && trouble?.kind !== 'key-refused') look(Math.max(FIRST_LOOK, (trouble?.retryAfter ?? 0) * 1000));
    if (!on) trouble = null;
    changed();
  };

  /** A passage was spoken by the service: for an export, perhaps, while the embedded voice reads. */
  const worked = () => {
    if (on ? reachable : trouble === null) return;
    stopLooking();
    if (on) reachable = true;
    else trouble = null;
    changed();
  };

  return {
    get on() {
      return on;
    },
    get notice() {
      return on ? NOTICE : null;
    },
    get offer(): SpeechStatus['offer'] {
      if (on) return reachable ? { to: 'together', sentence: BACK_SENTENCE } : null;
      const known = trouble && TROUBLES[trouble.kind];
      return known ? { to: 'embedded', sentence: `${known.sentence} ${MEANWHILE}` } : null;
    },
    set(next) {
      if (next !== on) become(next);
    },
    observe(outcome) {
      if (outcome.ok) worked();
      else if (outcome.listening && !on && isEnough(outcome)) {
        trouble = outcome.error;
        changed();
      }
    },
    forget() {
      if (on || trouble) become(false);
    },
    close: () => stopLooking(),
  };
}

function isEnough({ error, times }: Extract<Outcome, { ok: false }>): boolean {
  const known = TROUBLES[error.kind];
  return known !== undefined && (times >= known.times || (error.retryAfter ?? 0) >= LONG_PAUSE);
}
