import MarkdownIt, { type Token } from 'markdown-it';
import { webAddress } from '../../../core/document/anchors.ts';
import { BlockBuilder, type BlockStyle } from '../../../core/document/builder.ts';
import type { Block, SpanKind } from '../../../core/document/model.ts';
import { markupText } from '../markup/text.ts';
import { footnotes } from './footnotes.ts';

const SPANS: Readonly<Record<string, SpanKind>> = { em: 'emphasis', strong: 'strong', s: 'strike' };
const TASK = /^\[([ xX])\]\s+/;

/** The blocks of a Markdown text (CommonMark, tables, strike-through, task lists, footnotes). */
export function markdownBlocks(source: string, language: string | null): readonly Block[] {
  const markdown = new MarkdownIt('default', {
    html: true,
    linkify: false,
    typographer: false,
    maxNesting: 100,
  });
  // An address is judged where it is used; refusing it here would show its markup as text.
  markdown.validateLink = () => true;
  markdown.use(footnotes);
  const reader = new TokenReader(new BlockBuilder(language));
  return reader.read(markdown.parse(source, {}));
}

interface List {
  readonly ordered: boolean;
  readonly delimiter: string;
  next: number;
}

class TokenReader {
  readonly #builder: BlockBuilder;
  readonly #lists: List[] = [];
  readonly #markers: { text: string | null }[] = [];
  /** Links that are no place to go have no span to close. */
  readonly #links: boolean[] = [];
  #quotes = 0;
  #note = false;

  constructor(builder: BlockBuilder) {
    this.#builder = builder;
  }

  read(tokens: readonly Token[]): readonly Block[] {
    for (const token of tokens) this.#block(token);
    return this.#builder.finish();
  }

  #block(token: Token): void {
    const builder = this.#builder;
    switch (token.type) {
      case 'heading_open':
        return builder.begin({ kind: 'heading', level: Number(token.tag.slice(1)) });
      case 'paragraph_open':
        return builder.begin(this.#style());
      case 'blockquote_open':
        this.#quotes++;
        return;
      case 'blockquote_close':
        this.#quotes--;
        return;
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.#lists.push({
          ordered: token.type === 'ordered_list_open',
          delimiter: token.markup || '.',
          next: Number(token.attrGet('start') ?? 1),
        });
        return;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#lists.pop();
        return;
      case 'list_item_open': {
        const list = this.#lists.at(-1);
        this.#markers.push({ text: list?.ordered ? `${list.next++}${list.delimiter}` : '•' });
        return;
      }
      case 'list_item_close':
        this.#markers.pop();
        return;
      case 'note_open':
        builder.begin({ kind: 'note', skip: 'note' });
        builder.anchor(noteAnchor(token));
        this.#note = true;
        return;
      case 'note_close':
        this.#note = false;
        return;
      case 'fence':
      case 'code_block':
        builder.begin({ kind: 'code', skip: 'code' });
        return builder.text(token.content);
      case 'html_block':
        builder.begin(this.#style());
        return builder.text(markupText(token.content));
      case 'hr':
        return builder.separator();
      case 'tr_open':
        return builder.begin({ kind: 'table', skip: this.#note ? 'note' : null });
      case 'th_open':
      case 'td_open':
        return builder.cell();
      case 'inline':
        for (const child of token.children ?? []) this.#inline(child);
        return;
      default:
        return;
    }
  }

  #inline(token: Token): void {
    const builder = this.#builder;
    switch (token.type) {
      case 'text':
      case 'text_special':
        return builder.text(builder.isEmpty ? this.#withoutTask(token.content) : token.content);
      case 'softbreak':
        return builder.text(' ');
      case 'hardbreak':
        builder.lineBreak();
        return;
      case 'code_inline':
        builder.openSpan('code');
        builder.text(token.content);
        return builder.closeSpan();
      case 'image':
        return builder.figure(null, token.content);
      case 'noteref':
        return builder.noteref(`#${noteAnchor(token)}`);
      case 'html_inline':
        if (/^<br\b/i.test(token.content)) builder.lineBreak();
        return;
      case 'link_open': {
        const href = linkTarget(String(token.attrGet('href') ?? ''));
        this.#links.push(href !== null);
        if (href !== null) builder.openSpan('link', href);
        return;
      }
      case 'link_close':
        if (this.#links.pop()) builder.closeSpan();
        return;
      default: {
        const kind = SPANS[token.tag];
        if (kind && token.nesting === 1) builder.openSpan(kind);
        else if (kind && token.nesting === -1) builder.closeSpan();
      }
    }
  }

  #style(): BlockStyle {
    if (this.#note) return { kind: 'note', skip: 'note' };
    const marker = this.#markers.at(-1);
    if (marker) return { kind: 'listItem', level: this.#lists.length, marker };
    return { kind: this.#quotes > 0 ? 'quote' : 'paragraph' };
  }

  /** "[x] done" at the start of a list item: the box becomes its marker. */
  #withoutTask(text: string): string {
    const match = TASK.exec(text);
    const marker = this.#markers.at(-1);
    if (!match || marker?.text !== '•') return text;
    marker.text = match[1] === ' ' ? '☐' : '☑';
    return text.slice(match[0].length);
  }
}

const noteAnchor = (token: Token): string => `note-${String(token.meta?.['label'])}`;

function linkTarget(href: string): string | null {
  if (!href.startsWith('#')) return webAddress(href);
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
