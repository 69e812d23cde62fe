/** Footnotes for markdown-it, as Pandoc and GitHub write them: `[^1]` in the text, `[^1]: …` on a line of its own. */
import type { MarkdownIt } from 'markdown-it';

const DEFINITION = /^\[\^([^\]\s]{1,100})\]:[ \t]*/;
const REFERENCE = /^\[\^([^\]\s]{1,100})\]/;

/** Adds the tokens `noteref` (inline; `meta.label`) and `note_open` … `note_close` (block; `meta.label`). */
export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'reference',
    'note',
    (state, startLine, endLine, silent) => {
      const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      const match = DEFINITION.exec(state.src.slice(start, state.eMarks[startLine]));
      if (!match || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
      if (silent) return true;
      // The definition goes on over indented lines, and over plain ones until an empty one.
      let next = startLine + 1;
      let afterEmpty = false;
      for (; next < endLine; next++) {
        const empty = state.isEmpty(next);
        if (
          !empty &&
          (state.sCount[next] ?? 0) - state.blkIndent < 4 &&
          (afterEmpty || startsDefinition(state.src, state, next))
        )
          break;
        afterEmpty = empty;
      }
      const content = [
        state.src.slice(start + match[0].length, state.eMarks[startLine]),
        ...Array.from({ length: next - startLine - 1 }, (_, index) => lineOf(state, startLine + 1 + index)),
      ].join('\n');
      const open = state.push('note_open', '', 1);
      open.meta = { label: match[1] };
      open.map = [startLine, next];
      state.md.block.parse(content, state.md, state.env, state.tokens);
      state.push('note_close', '', -1);
      state.line = next;
      return true;
    },
    { alt: ['paragraph', 'reference'] },
  );
  markdown.inline.ruler.before('link', 'noteref', (state, silent) => {
    const match = REFERENCE.exec(state.src.slice(state.pos, state.pos + 104));
    if (!match || state.src[state.pos + match[0].length] === ':') return false;
    if (!silent) state.push('noteref', '', 0).meta = { label: match[1] };
    state.pos += match[0].length;
    return true;
  });
}

interface Lines {
  readonly src: string;
  readonly bMarks: readonly number[];
  readonly tShift: readonly number[];
  readonly eMarks: readonly number[];
}

const startsDefinition = (source: string, lines: Lines, line: number): boolean =>
  DEFINITION.test(source.slice((lines.bMarks[line] ?? 0) + (lines.tShift[line] ?? 0), lines.eMarks[line]));

const lineOf = ({ src, bMarks, eMarks }: Lines, line: number): string =>
  src.slice(bMarks[line] ?? 0, eMarks[line]).replace(/^(?: {1,4}|\t)/, '');
