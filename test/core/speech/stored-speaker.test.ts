import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { cancelled } from '../../../electron/core/event-log.ts';
import { createScheduler } from '../../../electron/core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker } from '../../../electron/core/speech/stored-speaker.ts';
import type {
  Speaker,
  SpeechRequest,
  SpeechStore,
  StoredSpeech,
} from '../../../electron/core/speech/types.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { spoken } from '../../fakes/spoken.ts';

const request: SpeechRequest = {
  ...{ server: 'embedded', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text: 'Said once, heard twice.',
};
const { pcm, words } = spoken(request.text);
const full = new LecternError('disk-full', 'The disk is full.');

type SmallStore = Pick<SpeechStore, 'get' | 'put'>;
class MemoryStore implements SmallStore {
  kept: StoredSpeech | null = null;
  broken: Error | null = null;

  async get(): Promise<StoredSpeech | null> {
    if (this.broken) throw this.broken;
    return this.kept;
  }
  async put(_: SpeechRequest, speech: StoredSpeech): Promise<void> {
    if (this.broken) throw this.broken;
    this.kept = speech;
  }
}

const setUp = (failAfter = Infinity) => {
  let asked = 0;
  const speaker: Speaker = {
    async *speak(_, signal) {
      asked++;
      yield { type: 'words', words };
      for (let at = 0; at < pcm.length; at += 10_000) {
        await new Promise(setImmediate);
        if (signal.aborted) throw cancelled();
        if (at >= failAfter) throw new LecternError('speech-refused', 'No.');
        yield { type: 'audio', pcm: new Uint8Array(pcm.subarray(at, at + 10_000)) };
      }
    },
  };
  const store = new MemoryStore();
  const problems: unknown[] = [];
  const scheduler = createScheduler({
    speaker: keepingSpeaker(speaker, store, (problem) => problems.push(problem)),
    clock: createManualClock(),
    random: () => 0,
  });
  return { store, problems, speech: createStoredSpeech(store, scheduler), asked: () => asked };
};

const listen = async (speech: ReturnType<typeof setUp>['speech'], signal = new AbortController().signal) => {
  const pieces: Uint8Array[] = [];
  const heard: unknown[] = [];
  for await (const event of speech.speak(request, { priority: 'live', signal })) {
    if (event.type === 'audio') pieces.push(event.pcm.slice());
    if (event.type === 'audio') event.pcm.fill(0); // it is ours
    if (event.type === 'words') heard.push(...event.words);
  }
  return { pcm: Buffer.concat(pieces), words: heard };
};

describe('speech that was made once', () => {
  it('comes from the store, the same to the sample, and asks nobody', async () => {
    const { speech, asked, store } = setUp();
    for (let time = 0; time < 3; time++) {
      const heard = await listen(speech);
      expect(heard.pcm.equals(pcm)).toBe(true);
      expect(heard.words).toEqual(words);
      store.kept = store.kept && { ...store.kept, pcm: store.kept.pcm.slice() };
    }
    expect(asked()).toBe(1);
    expect(Buffer.from(store.kept!.pcm).equals(pcm)).toBe(true);
  });

  it('is kept only when it is whole', async () => {
    const failing = setUp(30_000);
    await expect(listen(failing.speech)).rejects.toMatchObject({ kind: 'speech-refused' });
    expect(failing.store.kept).toBeNull();

    const left = setUp();
    const options = { priority: 'live', signal: new AbortController().signal } as const;
    for await (const event of left.speech.speak(request, options)) if (event.type === 'audio') break;
    await new Promise(setImmediate);
    expect(left.store.kept).toBeNull();
  });

  it('is heard though the store is broken, which is told once, and again when it had worked', async () => {
    const { speech, store, problems, asked } = setUp();
    store.broken = full;
    expect((await listen(speech)).pcm.equals(pcm)).toBe(true);
    expect((await listen(speech)).pcm.equals(pcm)).toBe(true);
    expect(problems).toEqual([full]);
    expect(asked()).toBe(2);
    store.broken = null;
    await listen(speech);
    store.kept = null;
    store.broken = full;
    await listen(speech);
    expect(problems).toEqual([full, full]);
  });

  it('is made anew where what is stored cannot be all of it, and takes its place', async () => {
    const { speech, store, asked } = setUp();
    for (const damaged of [
      { pcm: new Uint8Array(0), words: [] },
      { pcm: pcm.slice(0, 2000), words: [] },
      { pcm: pcm.slice(0, 2000), words }, // the words go on where the sound does not
    ]) {
      const before = asked();
      store.kept = damaged;
      expect((await listen(speech)).pcm.equals(pcm)).toBe(true);
      expect(asked()).toBe(before + 1);
      expect((await listen(speech)).pcm.equals(pcm)).toBe(true);
      expect(asked()).toBe(before + 1);
    }
  });

  it('is neither kept nor taken for whole where it cannot be all of it, whoever says so', async () => {
    const store = new MemoryStore();
    const hasty: Speaker = {
      async *speak() {
        yield { type: 'audio', pcm: pcm.slice(0, 2000) };
      },
    };
    const keeping = keepingSpeaker(hasty, store, () => {});
    const hearing = (async () => {
      for await (const _ of keeping.speak(request, new AbortController().signal));
    })();
    await expect(hearing).rejects.toMatchObject({ kind: 'speech-empty', retryable: true });
    expect(store.kept).toBeNull();
  });

  it('stops when it is aborted, from the store too', async () => {
    const { speech } = setUp();
    await listen(speech);
    const stop = new AbortController();
    const events = speech.speak(request, { priority: 'live', signal: stop.signal })[Symbol.asyncIterator]();
    await events.next();
    stop.abort();
    await expect(events.next()).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
