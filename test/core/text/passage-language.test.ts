import { describe, expect, it } from 'vitest';
import { overrideLanguage } from '../../../electron/core/document/override-language.ts';
import { passageLanguage, type Guess } from '../../../electron/core/text/passage-language.ts';
import { block } from '../../support/blocks.ts';

const LONG = 'a'.repeat(70);
const guess = (language: string, scores: Guess['scores'], reliable = true): Guess => ({
  language,
  scores,
  reliable,
});

describe('the language of a passage', () => {
  it('is another than the document’s only where that is sure', () => {
    expect(passageLanguage(LONG, guess('fr', { fr: 0.6, en: 0.2 }), 'en-GB')).toBe('fr');
    expect(passageLanguage(LONG, guess('en', { en: 0.6 }), 'en-GB')).toBeNull();
    expect(passageLanguage(LONG, guess('fr', { fr: 0.6, en: 0.2 }, false), 'en')).toBeNull();
    expect(passageLanguage(LONG, guess('fr', { fr: 0.6, en: 0.59 }), 'en')).toBeNull();
    expect(passageLanguage('Trop court pour le dire.', guess('fr', { fr: 0.6 }), 'en')).toBeNull();
  });
  it('needs more text between languages that resemble each other', () => {
    const spanish = guess('es', { es: 0.6, pt: 0.3 });
    expect(passageLanguage(LONG, spanish, 'pt')).toBeNull();
    expect(passageLanguage(LONG.repeat(2), spanish, 'pt')).toBe('es');
  });
  it('needs fewer characters where each says more', () => {
    expect(passageLanguage('漢'.repeat(20), guess('zh', { zh: 0.9 }), 'en')).toBe('zh');
  });
});

describe('a person’s word on the language', () => {
  const blocks = [
    block('Text.', { language: null }),
    block('Text.', { language: 'fr' }),
    block('Text.', { language: 'de' }),
  ];
  it('holds for all that had none of its own, and for what was found to be in that very language', () => {
    expect(overrideLanguage(blocks, 'de').map(({ language }) => language)).toEqual([null, 'fr', null]);
    expect(overrideLanguage(blocks, 'de-AT').map(({ language }) => language)).toEqual([null, 'fr', null]);
    expect(overrideLanguage(blocks, null)).toBe(blocks);
  });
});
