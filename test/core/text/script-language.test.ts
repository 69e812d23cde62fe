import { describe, expect, it } from 'vitest';
import { scriptLanguage } from '../../../electron/core/text/script-language.ts';

describe('the language of a script', () => {
  it.each([
    ['你好，世界。', 'zh'],
    ['今日はいい天気ですね。', 'ja'],
    ['東京タワー', 'ja'],
    ['안녕하세요', 'ko'],
    ['Привет!', 'ru'],
    ['สวัสดี', 'th'],
    ['नमस्ते', 'hi'],
    ['שלום, Tom', 'he'],
    ['Hm.', null],
    ['Tom said שלום', null],
    ['The angle π', null],
    ['12 …', null],
    ['', null],
  ])('of %j is %s', (text, language) => {
    expect(scriptLanguage(text)).toBe(language);
  });
});
