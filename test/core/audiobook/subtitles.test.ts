import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceCues } from '../../../electron/core/audiobook/cues.ts';
import { m3u8 } from '../../../electron/core/audiobook/playlist.ts';
import { subtitleCues } from '../../../electron/core/audiobook/subtitle-cues.ts';
import { lrc, srt, webVtt } from '../../../electron/core/audiobook/subtitles.ts';
import { clockTime, lyricsTime, millisecondsOf } from '../../../electron/core/audiobook/times.ts';
import { prose } from '../text/arbitrary.ts';
import { heard } from './heard.ts';
import { FILE_TAGS } from './tags.ts';

const TEXT =
  '“Yes.” He looked up. It is a truth universally acknowledged, that a single man in possession of a good fortune, must be ' +
  'in want of a wife. If a < b && b > c, then <i>this</i> --> that is {\\an8} [12:00] so.';
const SECOND = 24_000;
const golden = (name: string) => resolve(import.meta.dirname, '../../fixtures/audiobook', name);
const source = (text = TEXT, start = 0) => ({
  tags: FILE_TAGS,
  cues: [...sentenceCues(heard(text, { start }))],
});
const joined = (pieces: Iterable<string>) => [...pieces].join('');

describe('times', () => {
  it('are rounded once, from the sample, and carry over', () => {
    expect(millisecondsOf(36)).toBe(2);
    expect(clockTime(SECOND * 3600 * 101 - 1, ',')).toBe('101:00:00,000');
    expect(clockTime(SECOND * 59 + 23_976, '.')).toBe('00:00:59.999');
    expect(lyricsTime(SECOND * 60 - 1)).toBe('01:00.00');
    expect(lyricsTime(SECOND * (60 * 123 + 45) + 240 * 67)).toBe('123:45.67');
  });
});

describe('the cues of subtitles', () => {
  it('are cut where one may breathe, into two lines at most', () => {
    const cues = [...subtitleCues(source().cues, 'en')];
    expect(cues.map(({ text, lines }) => lines.map((line) => text.slice(...line)))).toEqual([
      ['“Yes.”'],
      ['He looked up.'],
      ['It is a truth universally', 'acknowledged, that a single man'],
      ['in possession of a good fortune,', 'must be in want of a wife.'],
      ['If a < b && b > c, then <i>this</i>', '--> that is {\\an8} [12:00] so.'],
    ]);
  });

  it('begin with their first word where its time is known, else by length', () => {
    const sentence =
      'One two three four five six, and seven eight nine ten eleven twelve thirteen fourteen fifteen.';
    const words = (word: string, start: number) => ({ word, start, end: start + 0.1 });
    const late = (chunk: string) =>
      chunk
        .replace(/[,.]/g, '')
        .split(' ')
        .map((word, index) => words(word, word === 'and' || index > 6 ? 5 + index / 100 : index / 10));
    const [, second] = subtitleCues([...sentenceCues(heard(sentence, { words: late }))], 'en');
    expect(second).toMatchObject({ start: 121_440, text: sentence.slice(29) });
    const [, byLength] = subtitleCues([...sentenceCues(heard(sentence, { words: () => [] }))], 'en');
    expect(byLength?.words).toEqual([]);
    expect((byLength?.start ?? 0) / 1600).toBeCloseTo(29, -1);
  });

  it('stay long enough to be read, as far as the silence after them goes', () => {
    const cues = [
      ...sentenceCues([
        ...heard('No one.'),
        ...heard('It was I, said he, all the time.', { block: 1, start: 40_000 }),
      ]),
    ];
    expect(cues[0]?.end).toBe(960 + 7 * 1600);
    expect([...subtitleCues(cues, 'en')][0]?.end).toBe(SECOND);
    const close = [...heard('No one.'), ...heard('It was I.', { block: 1, start: 15_000 })];
    expect([...subtitleCues(sentenceCues(close), 'en')][0]?.end).toBe(15_000);
  });

  it('are of half the length where characters are wide', () => {
    const text =
      '国境の長いトンネルを抜けると雪国であった、夜の底が白くなったので信号所に汽車が止まったのである。';
    const cues = [...subtitleCues(sentenceCues(heard(text, { language: 'ja' })), 'ja')];
    expect(cues.length).toBe(2);
    expect(cues.flatMap((cue) => cue.lines).every(([from, to]) => to - from <= 21)).toBe(true);
  });

  it('keep all of the text and the order, never overlap and fit the lines, whatever the text', () => {
    fc.assert(
      fc.property(prose(150), fc.boolean(), (text, timed) => {
        const cues = [...sentenceCues(heard(text, timed ? {} : { words: () => [] }))];
        const subtitles = [...subtitleCues(cues, 'en')];
        const bare = (parts: readonly string[]) => parts.join('').replace(/\s/gu, '');
        expect(bare(subtitles.map((cue) => cue.text))).toBe(bare(cues.map((cue) => cue.text)));
        let now = 0;
        for (const { text: shown, lines, start, end, words } of subtitles) {
          expect(start).toBeGreaterThanOrEqual(now);
          expect(end).toBeGreaterThan(start);
          expect(lines.length).toBeLessThanOrEqual(2);
          expect(bare(lines.map((line) => shown.slice(...line)))).toBe(bare([shown]));
          const longest = Math.max(...lines.map(([from, to]) => to - from));
          // A line is longer only where a word, or what cannot be parted, is.
          if (longest > 42) expect(/\S{13,}/u.test(shown)).toBe(true);
          expect(words.every((word) => word.from < shown.length && word.start >= start)).toBe(true);
          now = end;
        }
      }),
    );
  });
});

describe('subtitle files', () => {
  it.each([
    ['book.srt', () => joined(srt(source()))],
    ['book.vtt', () => joined(webVtt(source()))],
    ['book.lrc', () => joined(lrc(source(), { words: false, samples: 3_000_000 }))],
    [
      'book-words.lrc',
      () => joined(lrc(source(TEXT, 99 * 60 * SECOND), { words: true, samples: 145_000_000 })),
    ],
  ])('are written as in %s', async (name, write) => {
    await expect(write()).toMatchFileSnapshot(golden(name));
  });

  it('hold a sentence at a time', () => {
    let taken = 0;
    function* endless() {
      for (;;) {
        yield* sentenceCues(heard('And on it goes.', { block: taken, start: 100_000 * taken }));
        taken++;
      }
    }
    const subtitles = webVtt({ tags: FILE_TAGS, cues: endless() });
    for (let count = 0; count < 50; count++) subtitles.next();
    expect(taken).toBeLessThanOrEqual(51);
  });
});

describe('a playlist', () => {
  it('names a file for each chapter, with its length', () => {
    const files = [
      { name: '01 - Loomings.mp3', title: 'Loomings', samples: 600 * SECOND + 13_000 },
      { name: '#2.mp3', title: 'The\nCarpet-Bag', samples: 59 * SECOND },
    ];
    expect(joined(m3u8(FILE_TAGS, files))).toBe(
      '#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:Moby-Dick; or, The Whale\n' +
        '#EXTINF:601,Herman Melville, Ghost Writer - Loomings\n01 - Loomings.mp3\n' +
        '#EXTINF:59,Herman Melville, Ghost Writer - The Carpet-Bag\n./#2.mp3\n',
    );
  });
});
