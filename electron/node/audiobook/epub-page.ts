/** A section of the document as one XHTML page. */
import type { Block, Section } from '../../core/document/model.ts';
import type { Clip } from './epub-clips.ts';
import { BLANK_FILE, type EpubImage } from './epub-images.ts';
import { inlineMarkup, type LinkResolver, type MarkedRange } from './epub-inline.ts';
import { listMarkup } from './epub-lists.ts';
import { attributes, languageAttributes, xml } from './xml.ts';

export interface PageSurroundings {
  readonly title: string;
  readonly language: string;
  readonly rightToLeft: boolean;
  /** Of this section, in the order of its text. */
  readonly clips: readonly Clip[];
  readonly link: LinkResolver;
  /** The picture of that name; null where there is none. */
  readonly image: (resource: string) => EpubImage | null;
}

/** A sentence of a page and the sound that says it. */
export interface SpokenSentence {
  readonly id: string;
  readonly clip: Clip;
}

export interface Page {
  readonly xhtml: string;
  /** In the order of the page. */
  readonly sentences: readonly SpokenSentence[];
}

/** What an overlay names as the text that it goes with. */
export const BODY_ID = 'page';

/** The id of a block that links and the contents may lead to. */
export const blockId = (block: number): string => `b${block}`;

/** Never fails: what cannot be shown as it was is shown as its text. */
export function pageOf(section: Section, surroundings: PageSurroundings): Page {
  const writer = new PageWriter(section, surroundings);
  const body = writer.write(0, section.blocks.length);
  const { title, language, rightToLeft } = surroundings;
  const xhtml = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${languageAttributes(language)}${attributes({ dir: rightToLeft ? 'rtl' : null })}>
<head>
<title>${xml(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body${attributes({ id: BODY_ID })}>
${body}</body>
</html>
`;
  return { xhtml, sentences: writer.sentences };
}

/** Blocks that stand in one element together. */
type Group = 'contents' | 'list' | 'quote' | 'note' | null;
const GROUPED: Readonly<Partial<Record<Block['kind'], Exclude<Group, null>>>> = {
  listItem: 'list',
  quote: 'quote',
  note: 'note',
};

class PageWriter {
  readonly sentences: SpokenSentence[] = [];
  readonly #blocks: readonly Block[];
  readonly #surroundings: PageSurroundings;
  #nextClip = 0;

  constructor({ blocks }: Section, surroundings: PageSurroundings) {
    this.#blocks = blocks;
    this.#surroundings = surroundings;
  }

  /** @param inContents A printed table of contents is open: its entries are not put into another. */
  write(from: number, to: number, inContents = false): string {
    let written = '';
    for (let at = from; at < to;) {
      const group = this.#groupAt(at, inContents);
      let end = at + 1;
      if (group !== null) while (end < to && this.#groupAt(end, inContents) === group) end++;
      // A caption right after its picture belongs to it.
      const captioned = group === null && end < to && this.#isCaptioned(at);
      if (captioned) end++;
      written += captioned ? this.#captionedFigure(at) : this.#group(group, at, end);
      at = end;
    }
    return written;
  }

  #groupAt(index: number, inContents: boolean): Group {
    const block = this.#blocks[index];
    if (!block) return null;
    return block.reason === 'contents' && !inContents ? 'contents' : (GROUPED[block.kind] ?? null);
  }

  #group(group: Group, from: number, to: number): string {
    const each = (wrap: (index: number, block: Block) => string) =>
      this.#blocks
        .slice(from, to)
        .map((block, offset) => wrap(from + offset, block))
        .join('');
    const paragraph = (index: number) => this.#element('p', index);
    switch (group) {
      case 'contents':
        return `<nav role="doc-toc">\n${this.write(from, to, true)}</nav>\n`;
      case 'list':
        return listMarkup(
          this.#blocks.slice(from, to).map((block, offset) => ({ block, markup: paragraph(from + offset) })),
        );
      case 'quote':
        return `<blockquote>\n${each(paragraph)}</blockquote>\n`;
      case 'note':
        return each(
          (index) => `<aside epub:type="footnote" role="doc-footnote">${paragraph(index)}</aside>\n`,
        );
      case null:
        return each((index, block) => this.#single(index, block));
    }
  }

  #single(index: number, block: Block): string {
    switch (block.kind) {
      case 'heading':
        return this.#element(`h${Math.min(6, Math.max(1, block.level))}`, index);
      case 'verse':
        return this.#element('p', index, 'verse');
      case 'table':
        return this.#element('p', index, 'row');
      case 'caption':
        return this.#element('p', index, 'caption');
      case 'code':
        return `<pre${this.#attributes(index)}><code>${this.#text(index)}</code></pre>\n`;
      case 'separator':
        return `<hr${this.#attributes(index)}/>\n`;
      case 'figure':
        return `<figure${this.#attributes(index)}>${this.#picture(block)}</figure>\n`;
      default:
        return this.#element('p', index);
    }
  }

  #isCaptioned(index: number): boolean {
    return this.#blocks[index]?.kind === 'figure' && this.#blocks[index + 1]?.kind === 'caption';
  }

  #captionedFigure(index: number): string {
    const figure = this.#blocks[index];
    const picture = figure ? this.#picture(figure) : '';
    return `<figure${this.#attributes(index)}>${picture}\n${this.#element('figcaption', index + 1)}</figure>\n`;
  }

  #picture(block: Block): string {
    const image = block.image === null ? null : this.#surroundings.image(block.image);
    // Shown by the style sheet: words that stand for a picture are no part of the text.
    if (!image)
      return `<div${attributes({ class: 'missing', role: 'img', 'aria-label': block.text || 'Picture' })}></div>`;
    if (!image.foreign) return `<img${attributes({ src: image.file, alt: block.text })}/>`;
    const source = attributes({ srcset: image.file, type: image.mediaType });
    return `<picture><source${source}/><img${attributes({ src: BLANK_FILE, alt: block.text })}/></picture>`;
  }

  #element(name: string, index: number, kind: string | null = null): string {
    return `<${name}${this.#attributes(index, kind)}>${this.#text(index)}</${name}>\n`;
  }

  #attributes(index: number, kind: string | null = null): string {
    const block = this.#blocks[index];
    const id = block && block.anchors.length > 0 ? blockId(index) : null;
    return attributes({ id, class: kind }) + languageAttributes(block?.language ?? null);
  }

  #text(index: number): string {
    const block = this.#blocks[index];
    if (!block) return '';
    const { clips, link } = this.#surroundings;
    const marked: MarkedRange[] = [];
    let end = 0;
    for (let clip = clips[this.#nextClip]; clip && clip.block <= index; clip = clips[this.#nextClip]) {
      this.#nextClip++;
      // Clips were made of this very text; one that does not fit it all the same is left out.
      if (clip.block < index || clip.from < end || clip.to > block.text.length) continue;
      const id = `${blockId(index)}s${marked.length + 1}`;
      marked.push({ id, range: [clip.from, clip.to] });
      this.sentences.push({ id, clip });
      end = clip.to;
    }
    return inlineMarkup(block, marked, link);
  }
}
