/** The text of a document in pandoc's own notation (`pandoc -t native`), the truth that the corpus brings. */

const STRING = String.raw`"((?:[^"\\]|\\[^])*)"`;
const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"`;
/** `("id",["class"],[("key","value")])`, before the text of code. */
const ATTRIBUTES = String.raw`\((?:${QUOTED}|\((?:${QUOTED}|[^"()])*\)|[^"()])*\)`;
const PIECE = new RegExp(
  String.raw`\bStr\s*${STRING}|\bCode(?:Block)?\s*${ATTRIBUTES}\s*${STRING}|\b(Space|SoftBreak|LineBreak)\b|\b(Para|Plain|Header|Cell|CodeBlock|Note)\b|([(,[]\s*\[)(?=\s*[A-Z])|${QUOTED}`,
  'g',
);

/** Its words, a line for each block; notes and alternative texts are in it, equations and raw code are not. */
export function nativeText(source: string): string {
  let text = '';
  // What is said of the document comes before its blocks.
  const body = source.replace(/^Pandoc\s*\(?\s*Meta\b[^]*?\}\s*\)?\s*(?=\[)/, '');
  for (const [, word, code, space, block, term] of body.matchAll(PIECE)) {
    if (word !== undefined || code !== undefined) text += unescaped(word ?? code ?? '');
    else if (space !== undefined) text += ' ';
    else if (block !== undefined || term !== undefined) text += '\n';
  }
  return text;
}

/** Haskell's escapes: `\8217`, `\x2019`, `\n`, and `\&`, which separates an escape from a digit after it. */
const unescaped = (text: string): string =>
  text.replace(/\\(\d+|x[0-9a-f]+|[^])/gi, (_, code: string) => {
    if (/^\d/.test(code)) return String.fromCodePoint(Number(code));
    if (/^x[0-9a-f]/i.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return { n: '\n', t: '\t', '&': '' }[code] ?? code;
  });
