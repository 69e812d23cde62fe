/** The pages that the server itself writes: for those who came without the right address. */
import { createHash } from 'node:crypto';

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center;
    background: light-dark(#faf8f4, #1b1a18); color: light-dark(#2a2723, #e6e1d8);
    font: 1.0625rem/1.6 Georgia, 'Times New Roman', serif; }
  main { max-width: 34rem; padding: 2rem; }
  h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25; }
  p { margin: 0 0 .75rem; }
  code { padding: .1em .35em; border-radius: .25em; background: light-dark(#ece7dd, #2c2a27);
    font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
`;

interface Page {
  readonly html: string;
  /** Allows this page's own style and nothing else. */
  readonly contentSecurityPolicy: string;
}

function page(title: string, paragraphs: string): Page {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return {
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Lectern</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${paragraphs}</main></body>
</html>
`,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

/** For whoever has neither token nor cookie. */
export const strangerPage = () =>
  page(
    'Use the address that Lectern printed',
    `<p>Lectern runs here, and opens for the person who started it alone.</p>
<p>Copy the whole address from the window where you started it, with everything after <code>?token=</code>, into this
browser. After a new start the address is a new one.</p>`,
  );

/** For a request that names another server or comes from another site's page. */
export const refusedPage = () =>
  page(
    'This request was refused',
    `<p>It came from another site, or by another name than the one in the address that Lectern printed.
Open that address itself.</p>`,
  );
