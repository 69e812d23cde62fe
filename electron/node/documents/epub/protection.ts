import { parseMarkup } from '../markup/sax.ts';
import { resolveAddress } from '../zip/paths.ts';

/** Fonts scrambled with the book's own identifier: not protection, and no concern of a reader aloud. */
const FONT_OBFUSCATION = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#rc']);

/** Paths of the entries that `META-INF/encryption.xml` says are really encrypted. */
export function encryptedPaths(source: string): ReadonlySet<string> {
  const paths = new Set<string>();
  let algorithm = '';
  let inKey = 0;
  parseMarkup(source, {
    open(name, attributes) {
      if (name === 'encrypteddata') algorithm = '';
      if (name === 'keyinfo') inKey++;
      if (name === 'encryptionmethod' && inKey === 0)
        algorithm = (attributes['Algorithm'] ?? '').toLowerCase();
      const uri = name === 'cipherreference' ? attributes['URI'] : undefined;
      if (uri === undefined || FONT_OBFUSCATION.has(algorithm)) return;
      const address = resolveAddress('', uri);
      if (address) paths.add(address.path);
    },
    text: () => undefined,
    close(name) {
      if (name === 'keyinfo') inKey--;
    },
  });
  return paths;
}
