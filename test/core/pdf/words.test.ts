import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hyphenVerdict, vocabularyOf } from '../../../electron/core/pdf/hyphens.ts';
import { isGarbled, mendText, runText } from '../../../electron/core/pdf/mend.ts';

describe('a hyphen at the end of a line', () => {
  const english = vocabularyOf([
    'The well-known man was self-taught and spoke to somebody about the station;',
    'somewhere a police officer took notes in a double-barrelled hand. He was re-',
    'minded of it by a German at the station, where nobody was to be found speaking.',
  ]);
  const german = vocabularyOf(['Haus und Garten der Familie, die Tür, das Haus und die Regierung']);
  const french = vocabularyOf([
    'vous savez que vous et nous sommes des frères, dites-vous, un beau demi-tour',
  ]);
  const portuguese = vocabularyOf(['uma lei que não se confirma com o tempo se perde']);

  it.each([
    ['some', 'where', english, 'drop'],
    ['well', 'known', english, 'keep'],
    ['self', 'confident', english, 'keep'],
    ['double', 'edged', english, 'keep'],
    ['German', 'speaking', english, 'keep'],
    ['under', 'standing', english, 'drop'],
    ['com', 'pletely', english, 'drop'],
    ['1914', '18', english, 'keep'],
    ['Anglo', 'Saxon', english, 'keep'],
    ['DEMO', 'CRACY', english, 'drop'],
    ['Haus', 'tür', german, 'drop'],
    ['Haus', 'und', german, 'space'],
    ['pouvez', 'vous', french, 'keep'],
    ['c’est', 'à-dire', french, 'keep'],
    ['Kuri', 'len-Inseln', german, 'drop'],
    ['Gremi', 'en', german, 'drop'],
    ['two', 'thirds', english, 'keep'],
    ['demi', 'journée', french, 'keep'],
    ['low', 'lying', english, 'keep'],
    ['dark', 'ened', english, 'drop'],
    ['grey', 'haired', english, 'keep'],
    ['ner', 'vous', english, 'drop'],
    ['man-to', 'man', english, 'keep'],
    ['web', 'based', english, 'keep'],
    ['de', 'based', english, 'drop'],
    ['confirma', 'se', portuguese, 'keep'],
    ['fra', 'se', portuguese, 'drop'],
  ] as const)('of %s- %s', (before, after, vocabulary, verdict) => {
    expect(hyphenVerdict(before, after, vocabulary)).toBe(verdict);
  });

  it('is judged by words inside lines, not by broken ones', () => {
    expect([...english.words.keys()]).not.toContain('re');
    expect([...english.words.keys()]).not.toContain('minded');
    expect(english.firsts.get('double')).toBe(1);
  });
});

describe('broken characters', () => {
  it.each([
    ['Poincar´e', 'Poincaré'],
    ['Schr¨odinger', 'Schrödinger'],
    ['fran¸cais', 'fran¸cais'],
    ['franc¸ais', 'français'],
    ['´ıntimo', 'íntimo'],
    ['`quoted', '`quoted'],
    ['“ ‘No,’ he said', '“‘No,’ he said'],
    ['o昀케cial 昀椀les, informa琀椀on, 吀栀e e昀昀ect', 'official files, information, The effect'],
    ['昀椀 は 最 iPhone', '昀椀 は 最 iPhone'],
  ])('are mended: %s', (raw, mended) => {
    expect(mendText(raw)).toBe(mended);
  });

  it('are ligatures and soft hyphens, which are spelt', () => {
    expect(runText('e\ufb03cient')).toBe('efficient');
    expect(runText('hy\u00adphen\u00ad')).toBe('hyphen-');
  });

  it('make a page unreadable when most of them are no letters', () => {
    expect(isGarbled('\ue001\ue002 \ue003\ue004\ue005'.repeat(60))).toBe(true);
    expect(isGarbled('Plain words of a plain page. '.repeat(30))).toBe(false);
    expect(isGarbled(`Contents ${'Chapter . . . . . . . . . . . . . . . . . . . . . 12 '.repeat(20)}`)).toBe(
      false,
    );
    expect(isGarbled('12 + 30 = 42')).toBe(false);
    expect(isGarbled('aC3N 03 j3I l3n3c qR3a N3S Y UaR3cc '.repeat(20))).toBe(true);
    expect(isGarbled('The A4 paper of the B12 model, in 4K, as of H1N1 and CO2e. '.repeat(20))).toBe(false);
  });

  it('never grow by being mended', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeouıñ´`¨ˆ“‘’” cC¸') }), (text) => {
        const once = mendText(text).normalize('NFC');
        expect(once.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
