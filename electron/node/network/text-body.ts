const UTF8_MARK = [0xef, 0xbb, 0xbf];

/**
 * What a server says of a text's encoding is lost with its answer: a text that is not UTF-8 is kept as UTF-8, with a byte
 * order mark. Servers name an encoding that does not hold; what is UTF-8 stays as it is.
 */
export function asUtf8(bytes: Uint8Array, contentType: string): Uint8Array {
  const label = /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const isText = /^\s*(?:text\/|application\/(?:xhtml|xml))/i.test(contentType);
  if (!isText || label === undefined || /^utf-?8$/i.test(label) || isUtf8(bytes)) return bytes;
  try {
    const text = new TextDecoder(label).decode(bytes);
    return Buffer.concat([Uint8Array.from(UTF8_MARK), Buffer.from(text)]);
  } catch {
    return bytes; // an encoding that nobody knows: the reader finds out
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0x1b);
  } catch {
    return false;
  }
}
