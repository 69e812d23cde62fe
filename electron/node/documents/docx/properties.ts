import type { Attributes } from '../markup/sax.ts';
import type { RunFormat } from '../office/flow.ts';
import { spanKinds } from '../office/format.ts';
import {
  isOn,
  setParagraphProperty,
  setRunProperty,
  type ParagraphProperties,
  type RunProperties,
  type Style,
  type Styles,
} from './styles.ts';

/** Whose properties are being listed: a run's, a paragraph's, those of its mark, a row's, a content control's. */
type Listing = 'run' | 'paragraph' | 'mark' | 'row' | 'control';

interface Control {
  /** It is the table of contents. */
  contents: boolean;
  /** It shows what should be filled in. */
  placeholder: boolean;
}

/** Gathers the properties that stand before what they are about. */
export class Properties {
  paragraph: ParagraphProperties = {};
  run: RunProperties = {};
  /**
   * What joins the next paragraph to this one, whose mark was deleted (a space) or which is a drop cap (nothing); null:
   * it ends.
   */
  joint: string | null = null;
  readonly controls: Control[] = [];
  #listing: Listing | null = null;

  get listing(): Listing | null {
    return this.#listing;
  }

  beginParagraph(): void {
    this.paragraph = {};
    this.joint = null;
  }

  /** @returns whether the element is a property, or lists some. */
  open(name: string, a: Attributes): boolean {
    if (name === 'w:pPr') this.#listing = 'paragraph';
    else if (name === 'w:trPr') this.#listing = 'row';
    else if (name === 'w:sdtPr') this.#listing = 'control';
    else if (name === 'w:rPr' && this.#listing !== 'control') {
      this.#listing = this.#listing === 'paragraph' ? 'mark' : 'run';
    } else if (this.#listing === null) return false;
    else if (this.#listing === 'run') setRunProperty(this.run, name, a);
    else if (this.#listing === 'paragraph') {
      if (name === 'w:framePr' && 'w:dropCap' in a) this.joint = '';
      setParagraphProperty(this.paragraph, name, a);
    } else if (this.#listing === 'control') this.#control(name, a);
    return true;
  }

  close(name: string): void {
    if (name === 'w:pPr' || name === 'w:trPr' || name === 'w:sdtPr') this.#listing = null;
    if (name === 'w:rPr' && this.#listing !== 'control') {
      this.#listing = this.#listing === 'mark' ? 'paragraph' : null;
    }
  }

  #control(name: string, a: Attributes): void {
    const control = this.controls.at(-1);
    if (!control) return;
    if (name === 'w:docPartGallery' && /contents$/i.test(a['w:val'] ?? '')) control.contents = true;
    if (name === 'w:showingPlcHdr' && isOn(a['w:val'])) control.placeholder = true;
  }
}

/** A run's properties with those of its styles. Emphasis that a paragraph's style gives to all of it is none. */
export function runFormat(direct: RunProperties, paragraph: Style | null, styles: Styles): RunFormat {
  const character = styles.style(direct.style);
  const own = { ...character?.run, ...direct };
  return {
    kinds: spanKinds(own, character?.code),
    hidden: own.hidden ?? paragraph?.run.hidden ?? false,
    font: own.font ?? paragraph?.run.font ?? '',
    languages: { ...paragraph?.run.languages, ...character?.run.languages, ...direct.languages },
  };
}
