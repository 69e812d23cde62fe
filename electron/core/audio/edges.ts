/**
 * Clean edges for one utterance: whatever silence its maker left, exactly `lead` samples come before its first audible
 * sample and `tail` after its last, faded so that neither edge clicks. Pauses between sentences are the player's.
 */
export interface EdgeOptions {
  /** Samples before the first and after the last audible one. */
  readonly lead: number;
  readonly tail: number;
  /** Samples of the fades, which lie at the very ends. At most `lead` and `tail`. */
  readonly fade: number;
  /** The least magnitude of an audible sample, of 32,768. */
  readonly threshold: number;
}

export interface Edges {
  /**
   * How many samples of the source lie before the output's first; negative where silence was added; null until the
   * first audible sample came.
   */
  readonly offset: number | null;
  /** @returns what is certain to be no trailing silence. May be empty. */
  push(piece: Int16Array): Int16Array;
  /** The rest, with the tail; empty where nothing was ever audible. */
  finish(): Int16Array;
}

export function createEdges({ lead, tail, fade, threshold }: EdgeOptions): Edges {
  const audible = (sample: number) => sample >= threshold || sample <= -threshold;
  let offset: number | null = null;
  let received = 0;
  /** Before the start: the last `lead` samples. After it: what may be trailing silence, at least `fade` samples. */
  let held = new Int16Array(0);
  /** Samples of `held` up to and with the last audible one. */
  let heldAudible = 0;

  const begin = (joined: Int16Array, first: number): Int16Array => {
    const before = joined.subarray(Math.max(0, first - lead), first);
    const speech = joined.subarray(first);
    const output = new Int16Array(lead + speech.length);
    output.set(before, lead - before.length);
    output.set(speech, lead);
    for (let index = 0; index < fade; index++) output[index] = Math.round((output[index]! * index) / fade);
    return output;
  };

  return {
    get offset() {
      return offset;
    },
    push(piece) {
      let joined = concat(held, piece);
      const joinedFrom = received - held.length;
      received += piece.length;
      if (offset === null) {
        const first = joined.findIndex(audible);
        if (first < 0) {
          held = joined.slice(Math.max(0, joined.length - lead));
          return new Int16Array(0);
        }
        offset = joinedFrom + first - lead;
        joined = begin(joined, first);
      }
      const end = joined.findLastIndex(audible) + 1;
      const certain = Math.max(0, Math.min(end, joined.length - fade));
      held = joined.slice(certain);
      heldAudible = Math.max(0, end - certain);
      return joined.slice(0, certain);
    },
    finish() {
      if (offset === null) return new Int16Array(0);
      const source = Math.min(held.length, heldAudible + tail);
      const output = new Int16Array(heldAudible + tail);
      output.set(held.subarray(0, source));
      const faded = Math.min(fade, source);
      for (let index = 0; index < faded; index++) {
        const at = source - 1 - index;
        output[at] = Math.round((output[at]! * index) / faded);
      }
      return output;
    },
  };
}

function concat(a: Int16Array, b: Int16Array): Int16Array {
  const joined = new Int16Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
