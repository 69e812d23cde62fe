import { describe, expect, it } from 'vitest';
import { secretIn } from './secret.ts';

const SECRET = 'tgp_v1_k+e/y=~0123?';

describe('the search for a secret', () => {
  it.each([
    ['plain', `Bearer ${SECRET}`],
    ['percent-encoded', `https://x/?k=${encodeURIComponent(SECRET)}`],
    ['form-encoded', new URLSearchParams({ key: SECRET }).toString()],
    ['UTF-16LE', Buffer.from(`a${SECRET}b`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`a${SECRET}b`, 'utf16le').swap16()],
    ['hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['backwards', [...SECRET].reverse().join('')],
    ['base64 +0', Buffer.from(SECRET).toString('base64')],
    ['base64 +1', Buffer.from(`Bearer ${SECRET} and more`).toString('base64')],
    ['base64 +2', Buffer.from(`ab${SECRET}x`).toString('base64')],
    ['base64url +1', Buffer.from(`a${SECRET}yz`).toString('base64url')],
  ])('finds it %s', (form, haystack) => {
    expect(secretIn(haystack, SECRET)).toContain(form);
  });

  it('finds nothing in what is only like it', () => {
    expect(secretIn(`Bearer ${SECRET.slice(0, -1)} ${SECRET.slice(1)}`, SECRET)).toEqual([]);
  });
});
