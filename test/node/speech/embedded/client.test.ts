import { afterAll, describe, expect, it } from 'vitest';
import { createSpeechClient } from '../../../../electron/node/speech/client.ts';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import { secondsOf } from '../../../../electron/core/speech/pcm.ts';
import type { SpeechRequest, WordTime } from '../../../../electron/core/speech/types.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 1 });
// Time stands still: nothing here may need a deadline to come to its end.
const client = createSpeechClient({
  url: voice.url,
  service: 'The offline voice',
  clock: createManualClock(),
  connect: () => voice.connect(),
});
afterAll(async () => {
  client.close();
  await voice.close();
});

const speak = async (text: string, more: Partial<SpeechRequest> = {}) => {
  const pcm: Uint8Array[] = [];
  const words: WordTime[] = [];
  const request: SpeechRequest = {
    ...{ server: 'embedded', model: 'espeak-ng', voice: 'gmw/en-US', language: 'en', pronunciation: [] },
    text,
    ...more,
  };
  for await (const event of client.speak(request, new AbortController().signal)) {
    if (event.type === 'audio') pcm.push(event.pcm);
    else words.push(...event.words);
  }
  const bytes = Buffer.concat(pcm);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return {
    seconds: secondsOf(samples.length),
    peak: samples.reduce((a, b) => Math.max(a, Math.abs(b)), 0),
    words,
  };
};

describe('the client and the embedded voice', () => {
  it.each([
    'Hello there, how are you today?',
    'It cost $3.50 in 1999, i.e. 20% more than in the 1980s.',
    '“No, no, no!” said Dr. O’Neill of the U.S.A. (in the end).',
    'x < 3 & y > 4 [[b]] <b>bold</b>',
    'Hi!',
  ])('speak %j, every word timed within the sound, and know that it is whole', async (text) => {
    const { seconds, peak, words } = await speak(text);
    expect(peak).toBeGreaterThan(3000);
    expect(seconds).toBeGreaterThan(0.2);
    const times = words.flatMap(({ start, end }) => [start, end]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(seconds + 0.1);
    expect(words.length).toBeGreaterThanOrEqual((text.match(/[\p{L}\p{N}]\S*/gu) ?? []).length - 2);
  });

  it('refuse a voice that is not there', async () => {
    await expect(speak('Hello.', { voice: 'nobody' })).rejects.toMatchObject({ kind: 'voice-unknown' });
  });
});
