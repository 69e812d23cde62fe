import { describe, expect, it } from 'vitest';
import { isAddress, loneAddress, typedAddress } from '../../electron/core/web-address.ts';

describe('a text that is an address and nothing else', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['  HTTP://example.org \n', 'HTTP://example.org'],
    ['www.example.org', 'https://www.example.org'],
    ['example.org/page', 'https://example.org/page'],
    ['news.example.co.uk:8080/a', 'https://news.example.co.uk:8080/a'],
  ])('%j', (text, address) => expect(loneAddress(text)).toBe(address));

  it.each([
    '',
    'Hello',
    'e.g.',
    'example.org',
    'notes.txt',
    '3.5/7',
    'See https://example.org/a',
    'https://example.org/a https://example.org/b',
    'https://',
    'ftp://example.org/a',
    'file:///etc/passwd',
    'me@example.org/x',
    `https://example.org/${'x'.repeat(5000)}`,
  ])('is not %j', (text) => expect(loneAddress(text)).toBeNull());
});

describe('where an address is asked for', () => {
  it.each([
    ['example.org', 'http://example.org'],
    ['localhost:8080/a', 'http://localhost:8080/a'],
    ['192.168.1.20', 'http://192.168.1.20'],
    ['[::1]:80', 'http://[::1]:80'],
    ['www.example.org', 'https://www.example.org'],
  ])('%j is one', (text, address) => expect(typedAddress(text)).toBe(address));

  it.each(['', 'two words', 'file:///etc/passwd', 'javascript:alert(1)', '/etc/passwd', 'a b.org'])(
    '%j is none',
    (text) => expect(typedAddress(text)).toBeNull(),
  );
});

it('tells addresses from files', () => {
  expect(isAddress('https://example.org')).toBe(true);
  expect(isAddress('C:\\https')).toBe(false);
  expect(isAddress('http-notes.txt')).toBe(false);
});
