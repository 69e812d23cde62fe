import { webAddress } from '../../../core/document/anchors.ts';

/** The web address that a document is named by, or null where its name is a file's. */
export function addressOf(name: string): string | null {
  return webAddress(name) !== null && URL.canParse(name) ? new URL(name).href : null;
}

/**
 * What becomes of a page's links: places on the page itself stay so, all others become absolute.
 * @param address The page's own, where it is known; then relative links can be followed, too.
 * @param base What the page says its links are relative to.
 */
export function linksOf(address: string | null, base: string | null): (href: string) => string | null {
  const root = resolved(base ?? '', address) ?? address;
  return (href) => {
    const trimmed = href.trim();
    if (trimmed === '' || trimmed === '#') return null;
    if (trimmed.startsWith('#')) return unescaped(trimmed);
    const target = resolved(trimmed, root);
    if (target === null) return null;
    const [page, fragment] = target.split('#', 2);
    const isHere = address !== null && fragment && page === address.split('#', 1)[0];
    return isHere ? unescaped(`#${fragment}`) : webAddress(target);
  };
}

function resolved(href: string, base: string | null): string | null {
  if (!URL.canParse(href, base ?? undefined)) return null;
  return new URL(href, base ?? undefined).href;
}

function unescaped(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // a bare per cent sign
  }
}
