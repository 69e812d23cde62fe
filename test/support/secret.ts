/** Finds a secret wherever it hides: plain, and in every encoding that something on its way might have given it. */

/** Names of the forms, each with its bytes. */
function formsOf(secret: string): readonly (readonly [name: string, bytes: Buffer])[] {
  const bytes = Buffer.from(secret);
  const text = (name: string, form: string) => [name, Buffer.from(form)] as const;
  // Base64 of something in the middle of other bytes: what is the same whatever stands before and after it.
  const middles = [0, 1, 2].flatMap((offset) => {
    const skipped = Math.ceil((offset * 4) / 3);
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const middle = encoded.slice(skipped + (offset > 0 ? 1 : 0), -1);
    const url = middle.replaceAll('+', '-').replaceAll('/', '_');
    return [text(`base64 +${offset}`, middle), text(`base64url +${offset}`, url)];
  });
  return [
    ['plain', bytes],
    text('percent-encoded', encodeURIComponent(secret)),
    text('form-encoded', new URLSearchParams({ k: secret }).toString().slice(2)),
    ['UTF-16LE', Buffer.from(secret, 'utf16le')],
    ['UTF-16BE', Buffer.from(secret, 'utf16le').swap16()],
    text('hexadecimal', bytes.toString('hex')),
    text('JSON', JSON.stringify(secret).slice(1, -1)),
    text('backwards', [...secret].reverse().join('')),
    ...middles,
  ];
}

/** The names of the forms in which the secret is in there. */
export function secretIn(haystack: string | Buffer, secret: string): string[] {
  const bytes = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
  return formsOf(secret)
    .filter(([, form]) => bytes.includes(form))
    .map(([name]) => name);
}
