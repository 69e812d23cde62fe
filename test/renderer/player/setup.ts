import type { Position } from '../../../electron/core/document/model.ts';
import { START } from '../../../electron/core/document/model.ts';
import type { Voice } from '../../../electron/core/speech/types.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import { createPlayer } from '../../../renderer/player/player.svelte.ts';
import type { Playhead, SpeechDocument } from '../../../renderer/player/types.ts';
import { createFakeOutput } from '../../fakes/audio-output.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFakeFetcher, fakeSpeech, FAKE_VOICE } from '../../fakes/voice.ts';

export const PAUSES = { pauseSentence: 0.05, pauseParagraph: 0.1, pauseHeading: 0.2 };

/** A player on fakes, and the means to let time go by. */
export function setup(
  document: SpeechDocument,
  options: { at?: Position; latency?: number; automatic?: boolean } = {},
) {
  const output = createFakeOutput(options.latency);
  const fetcher = createFakeFetcher(options.automatic ?? true);
  const clock = createManualClock();
  const lease = { taken: 0, lose: () => {} };
  const sounded: { readonly ticket: string; readonly milliseconds: number }[] = [];
  const voice: { now: Voice } = { now: FAKE_VOICE };
  const player = createPlayer({
    fetcher,
    output,
    clock,
    voiceFor: () => Promise.resolve(voice.now),
    pauses: () => PAUSES,
    lease: (onLost) => {
      lease.lose = onLost;
      return { take: () => void lease.taken++, release: () => {} };
    },
    onSounded: (ticket, milliseconds) => sounded.push({ ticket, milliseconds }),
    media: () => ({ update: () => {}, close: () => {} }),
  });
  player.load(document, options.at ?? START);
  const said: Playhead[] = [];
  return {
    player,
    output,
    fetcher,
    clock,
    lease,
    voice,
    sounded,
    /** Playheads as they were shown, each once. */
    said,
    /** Lets everything that is promised come true. */
    settle,
    /** Lets so much sound be made, in steps of 20 ms. */
    async run(seconds: number) {
      for (let left = seconds * SAMPLE_RATE; left > 0; left -= 512) {
        output.run(512);
        if (player.playhead && player.playhead !== said.at(-1)) said.push(player.playhead);
        await settle();
      }
    },
    async runUntil(done: () => boolean) {
      for (let steps = 0; !done(); steps++) {
        if (steps > 20_000) throw new Error(`stays ${JSON.stringify(player.state)}`);
        await this.run(0.02);
      }
    },
    texts: () => fetcher.requests.map(({ request }) => request.text),
  };
}

export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise(setImmediate);
}

/** What is heard of these, one after another: texts, and seconds of silence. */
export function sound(...parts: readonly (string | number)[]): number[] {
  return parts.flatMap((part) =>
    typeof part === 'string'
      ? [...fakeSpeech(part)]
      : new Array<number>(Math.round(part * SAMPLE_RATE)).fill(0),
  );
}

/** Without the silence before and after. */
export function trimmed(samples: readonly number[]): number[] {
  const first = samples.findIndex((sample) => sample !== 0);
  const last = samples.findLastIndex((sample) => sample !== 0);
  return first < 0 ? [] : samples.slice(first, last + 1);
}

/** Whether `part` was heard whole and in order somewhere. */
export function contains(heard: readonly number[], part: readonly number[]): number {
  let times = 0;
  for (let at = heard.indexOf(part[0] ?? NaN); at >= 0; at = heard.indexOf(part[0] ?? NaN, at + 1))
    if (part.every((sample, i) => heard[at + i] === sample)) times++;
  return times;
}
