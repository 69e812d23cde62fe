import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { WordTime } from '../../../../electron/core/speech/types.ts';
import {
  createEngine,
  type Engine,
  type Utterable,
} from '../../../../electron/node/speech/embedded/engine.ts';
import { loadEspeak } from '../../../../electron/node/speech/embedded/espeak-module.ts';
import { tokenize } from '../../../../electron/node/speech/embedded/tokens.ts';

const fixture = new URL('../../../fixtures/voice/ten-paragraphs.txt', import.meta.url);
const paragraphs = readFileSync(fixture, 'utf8').trim().split('\n\n');
const RATE = 24_000;

let engine: Engine;
beforeAll(async () => {
  engine = createEngine(await loadEspeak());
});

const speak = (text: string, options: Partial<Utterable> = {}, by = engine) => {
  const pieces: Int16Array[] = [];
  const words: WordTime[] = [];
  const samples = by.speak(
    {
      text,
      voice: 'gmw/en-US',
      language: 'en-US',
      speed: 1,
      sampleRate: RATE,
      pronunciation: [],
      ...options,
    },
    {
      piece(audio, more) {
        if (audio.length > 0) pieces.push(audio);
        words.push(...more);
      },
      cancelled: () => false,
    },
  );
  const audio = new Int16Array(samples);
  let at = 0;
  for (const piece of pieces) {
    audio.set(piece, at);
    at += piece.length;
  }
  expect(at).toBe(samples);
  return { audio, pieces, words, samples };
};
const loudest = (audio: Int16Array) => audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rms = (audio: Int16Array) =>
  Math.sqrt(audio.reduce((sum, sample) => sum + sample ** 2, 0) / audio.length);

describe('what eSpeak NG speaks here', () => {
  it('is the same samples each time, whatever was said or broken off in between', () => {
    const text = 'She sells sea shells by the shore, and hisses as she does so.';
    const first = speak(text);
    speak('Etwas ganz anderes.', { voice: 'gmw/de', language: 'de' });
    speak('x '.repeat(1000));
    let asked = 0;
    engine.speak(
      { ...{ text, voice: 'roa/fr+f3', language: 'fr', speed: 2, sampleRate: RATE }, pronunciation: [] },
      { piece: () => undefined, cancelled: () => ++asked > 3 },
    );
    const again = speak(text);
    expect(again.words).toEqual(first.words);
    expect(Buffer.from(again.audio.buffer).equals(Buffer.from(first.audio.buffer))).toBe(true);
  });

  it('is the same samples by every worker and after every start', async () => {
    const text = 'And once more.';
    const female = { voice: 'gmw/en-US+f3' }; // whose breath is noise
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const start of ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2031-05-06T07:08:09Z']) {
        vi.setSystemTime(new Date(start));
        const other = createEngine(await loadEspeak());
        expect(Buffer.from(speak(text, female, other).audio.buffer).toString('base64'), start).toBe(
          Buffer.from(speak(text, female).audio.buffer).toString('base64'),
        );
        expect(Date.now()).toBe(Date.parse(start));
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(paragraphs.map((text, index) => [index + 1, text] as const))(
    'paragraph %i: every word of the text, in order, inside the audio',
    (_, text) => {
      const { audio, words } = speak(text);
      const expected = tokenize(text, 'en').filter(({ speakable }) => speakable);
      expect(words.map(({ word }) => word)).toEqual(expected.map((token) => token.text));
      let before = 0;
      for (const { start, end } of words) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        before = end;
      }
      expect(before).toBeLessThanOrEqual(audio.length / RATE);
      // Speech, not noise and not a fragment: 8 to 25 characters a second.
      expect(text.length / (audio.length / RATE)).toBeGreaterThan(6);
      expect(text.length / (audio.length / RATE)).toBeLessThan(25);
      expect(rms(audio)).toBeGreaterThan(1_000);
      expect(loudest(audio)).toBeLessThan(32_700);
    },
  );

  it.each([1, 0.25, 4])('where a word is said to be, there is sound: at speed %d', (speed) => {
    const { audio, words } = speak(paragraphs[0]!, { speed });
    expect(words.at(-1)!.end).toBeLessThanOrEqual(audio.length / RATE);
    for (const { start, end } of words)
      expect(rms(audio.subarray(Math.floor(start * RATE), Math.ceil(end * RATE)))).toBeGreaterThan(150);
  });

  it('a pause at a full stop belongs to no word', () => {
    const { words } = speak('One thing. Another thing.');
    expect(words[2]!.start - words[1]!.end).toBeGreaterThan(0.2);
  });

  it('begins with a piece of about 100 ms and goes on with longer ones', () => {
    const { pieces } = speak(paragraphs[3]!);
    expect(pieces[0]!.length).toBeLessThanOrEqual(0.11 * RATE);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces.slice(1, -1)) expect(piece.length).toBeGreaterThanOrEqual(0.19 * RATE);
  });

  it.each(['gmw/en-US', 'gmw/de', 'jpx/ja', 'roa/fr', 'sit/cmn', 'gmw/en-US+f3'])(
    '%s: constant short silence at both edges, and no click',
    (voice) => {
      const { audio } = speak('Wunderbar.', { voice });
      const audible = (sample: number) => Math.abs(sample) > 60;
      const first = audio.findIndex(audible);
      const last = audio.findLastIndex(audible);
      expect(first / RATE).toBeLessThan(0.02);
      expect((audio.length - last) / RATE).toBeLessThan(0.035);
      expect(Math.abs(audio[0]!)).toBeLessThan(8);
      expect(Math.abs(audio.at(-1)!)).toBeLessThan(8);
    },
  );

  it('does not cut the peaks of any offered voice', () => {
    const text = 'It was the best of times, it was the worst of times, it was the age of wisdom.';
    for (const voice of ['grk/el', 'sit/cmn', 'zle/ru', 'roa/es', 'inc/hi', 'sem/he', 'zlw/pl', 'urj/fi'])
      expect(loudest(speak(text, { voice }).audio)).toBeLessThan(32_700);
  });

  it.each([
    ['zh', 'sit/cmn', '我能吞下玻璃而不伤身体。今天天气很好！'],
    ['ja', 'jpx/ja', '私はガラスを食べられます。'],
    ['th', 'tai/th', 'ฉันกินกระจกได้ แต่มันไม่ทำให้ฉันเจ็บ'],
    ['hi', 'inc/hi', 'मैं काँच खा सकता हूँ और मुझे उससे कोई चोट नहीं पहुंचती।'],
    ['ar', 'sem/ar', 'أنا قادر على أكل الزجاج و هذا لا يؤلمني.'],
    ['ru', 'zle/ru', 'Я могу есть стекло, оно мне не вредит — 1984 год.'],
    ['ko', 'ko', '나는 유리를 먹을 수 있어요. 그래도 아프지 않아요'],
    ['de', 'gmw/de', 'In der Küche kostet es 3,50 € am 3. Mai.'],
    ['fr', 'roa/fr', '« Oui », dit-il, je peux manger du verre : 3,50 €.'],
  ])('times every word of %s', (language, voice, text) => {
    const { words } = speak(text, { voice, language });
    const expected = tokenize(text, language).filter(({ speakable }) => speakable);
    expect(words.map(({ word }) => word)).toEqual(expected.map((token) => token.text));
    for (const { start, end } of words) expect(end).toBeGreaterThan(start);
  });

  it('says nothing where there is nothing to say', () => {
    for (const text of ['', ' ', '…', '* * *', '—', '😀', '«»', '\u0000'])
      expect(speak(text)).toMatchObject({ samples: 0, words: [], pieces: [] });
  });

  it('takes what looks like markup as text', () => {
    const texts = ['a <b> c', '<speak>word</speak>', 'x &lt; y &amp; z', 'see [[h@lOU]] there'];
    for (const text of texts) {
      const { words, samples } = speak(text);
      expect(words.map(({ word }) => word)).toEqual(text.split(' ').filter((word) => /[a-z&]/i.test(word)));
      expect(samples).toBeGreaterThan(RATE / 4);
    }
  });

  it('stops when told to, within a piece', () => {
    let pieces = 0;
    const samples = engine.speak(
      {
        text: paragraphs.join(' '),
        voice: 'gmw/en-US',
        language: 'en',
        speed: 1,
        sampleRate: RATE,
        pronunciation: [],
      },
      { piece: () => void pieces++, cancelled: () => pieces >= 3 },
    );
    expect(pieces).toBe(3);
    expect(samples).toBeLessThan(RATE);
    expect(speak('Quite well again.').words).toHaveLength(3);
  });

  it('survives a sink that throws, and an unknown voice', () => {
    const thrown = new Error('full');
    const throwing = {
      piece: () => {
        throw thrown;
      },
      cancelled: () => false,
    };
    const utterance = { text: 'Hello.', language: 'en', speed: 1, sampleRate: RATE, pronunciation: [] };
    expect(() => engine.speak({ ...utterance, voice: 'gmw/en' }, throwing)).toThrow(thrown);
    expect(() => engine.speak({ ...utterance, voice: 'no/body' }, throwing)).toThrow('no/body');
    expect(speak('Quite well again.').words).toHaveLength(3);
  });
});
