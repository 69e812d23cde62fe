import { describe, expect, it } from 'vitest';
import { Heard } from '../../../electron/core/speech/completeness.ts';
import { ItemClock } from '../../../electron/core/speech/item-clock.ts';
import { samplesOf } from '../../../electron/core/speech/pcm.ts';

/** As loud as a voice. */
const sound = (seconds: number, level = 4000) =>
  new Uint8Array(new Int16Array(samplesOf(seconds)).fill(level).buffer);
const timed = (word: string, end: number) => ({ word, start: Math.max(0, end - 0.1), end });

const heard = (text: string, words: string, seconds: number) => {
  const judged = new Heard(text);
  judged.addSound(sound(seconds));
  const list = words.split(' ').filter(Boolean);
  for (const [n, word] of list.entries()) judged.addWord(timed(word, ((n + 1) * seconds) / list.length));
  return judged.judge();
};

describe('whether a text was spoken whole', () => {
  it.each([
    ['Come in! Come in!', 'Come in! Come in!', 1.2, true],
    ['Come in! Come in!', 'Come in!', 0.6, false],
    ['It costs “$3.50”.', 'It costs three dollars fifty', 2, false],
    ['In the end, it WAS.', 'in the end it was', 1.5, true],
    ['He was right (of course).', 'He was right of course', 2, true],
    ['是吗？是。', '是 吗 是', 1, true],
    ['Hello there.', '', 1, false],
  ])('%j with the words %j', (text, words, seconds, whole) => {
    expect(heard(text, words, seconds).whole).toBe(whole);
  });

  it('is not so while the sound is behind the words', () => {
    const judged = new Heard('Hello there.');
    judged.addWord(timed('Hello', 0.4));
    judged.addWord(timed('there.', 0.8));
    judged.addSound(sound(0.6));
    expect(judged.judge()).toMatchObject({ whole: false, wordsMissing: false });
    judged.addSound(sound(0.15));
    expect(judged.judge().whole).toBe(true);
  });

  it('is judged by the length of its sound where there are no words', () => {
    const text = 'xy'.repeat(50);
    expect(heard(text, '', 1.9)).toMatchObject({ likely: false, plausible: false });
    expect(heard(text, '', 2.1)).toMatchObject({ likely: false, plausible: true });
    expect(heard(text, '', 4.1)).toMatchObject({ likely: true, plausible: true });
    expect(heard('…', '', 0)).toMatchObject({ plausible: false });
  });
});

describe('where something may be missing', () => {
  const TEXT = 'The cat and the dog and the bird went to the sea.';
  const told = (words: readonly (readonly [word: string, end: number])[], seconds: number) => {
    const judged = new Heard(TEXT);
    judged.addSound(sound(seconds));
    for (const [word, end] of words) judged.addWord(timed(word, end));
    return judged;
  };

  it.each([
    [
      'the end is',
      [
        ['The', 0.2],
        ['cat', 0.5],
        ['dog', 1.1],
        ['bird', 2.1],
      ],
      2.2,
      true,
    ],
    [
      'the end is not, as there is sound for it',
      [
        ['The', 0.2],
        ['bird', 2.1],
      ],
      3.2,
      false,
    ],
    [
      'the end is not, as its word says',
      [
        ['The', 0.2],
        ['sea.', 3.1],
      ],
      3.2,
      false,
    ],
    [
      'the end is not, as its word may be the last of several',
      [
        ['cat', 0.5],
        ['the', 2.9],
      ],
      3.2,
      false,
    ],
    ['nobody knows what is', [['Quack', 3.1]], 3.2, false],
  ] as const)('%s', (_, words, seconds, missing) => {
    expect(told(words, seconds).endMissing).toBe(missing);
  });

  it.each([
    ['the sound is', 3, 2.4, true],
    ['the sound is not', 3, 3, false],
    ['the sound is not, as no text takes so long', 3000, 3, false],
  ])('%s', (_, end, seconds, beyond) => {
    expect(told([['sea', end]], seconds).beyondSound).toBe(beyond);
  });

  it.each([
    [TEXT, false],
    [`${TEXT} And so on.`, true],
    ['“Why?” he asked.', true],
    ['猫。犬。', true],
    ['It costs $3.50.', false],
  ])('another item may follow: %j', (text, follows) => {
    expect(new Heard(text).mayGoOn).toBe(follows);
  });

  it('silence is nothing, and a cry is short', () => {
    const silent = new Heard(TEXT);
    silent.addSound(sound(3, 0));
    expect(silent.judge()).toMatchObject({ likely: false, plausible: false });
    expect(heard('Nooooooooooooooooooooooooooooooooooooo!', '', 0.5).likely).toBe(true);
    const signs = new Heard('…');
    signs.addSound(sound(1, 0));
    expect(signs.judge()).toMatchObject({ likely: true });
  });
});

describe('the words of an item', () => {
  const word = (start: number, end: number) => ({ word: 'w', start, end });
  const starts = (words: readonly { start: number }[]) => words.map(({ start }) => Math.round(start * 1000));

  it('count from the first sample of all', () => {
    const clock = new ItemClock(samplesOf(2));
    expect(starts(clock.place([word(0, 0.5), word(0.5, 1)], 0))).toEqual([2000, 2500]);
    expect(starts(clock.place([word(1.2, 2)], 0))).toEqual([3200]);
  });

  it('that start again continue where the sound of their batch begins', () => {
    const after = new ItemClock(0);
    after.place([word(0, 0.5), word(0.5, 0.9)], samplesOf(1));
    expect(starts(after.place([word(0.1, 0.5)], samplesOf(2)))).toEqual([1100]);
    const before = new ItemClock(0);
    before.place([word(0, 0.5), word(0.5, 0.9)], 0);
    expect(starts(before.place([word(0.1, 0.5)], samplesOf(1)))).toEqual([1100]);
  });

  it('that start again without any such place continue after the last word', () => {
    const clock = new ItemClock(0);
    clock.place([word(0, 0.5), word(0.5, 0.9)], samplesOf(10));
    expect(starts(clock.place([word(0, 0.5)], samplesOf(10)))).toEqual([900]);
  });

  it('may start again in the middle of an event', () => {
    const clock = new ItemClock(0);
    expect(starts(clock.place([word(0, 0.5), word(0.5, 0.9), word(0, 0.4)], samplesOf(9)))).toEqual([
      0, 500, 900,
    ]);
  });
});
