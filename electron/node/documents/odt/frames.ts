import type { Attributes } from '../markup/sax.ts';
import { alternativeText } from '../office/images.ts';
import { MathText } from './mathml.ts';

export interface FrameSources {
  /** The resource of an image's address, or null where it cannot be shown. */
  image(href: string): string | null;
  /** The formula of an object's address as text; '' for other objects. */
  formula(href: string): string;
}

export interface FrameContent {
  readonly image: string | null;
  readonly alternative: string;
  /** '' where it is no formula. */
  readonly formula: string;
}

interface Frame {
  image: string | null;
  formula: string;
  title: string;
  description: string;
}

/** Frames around images and formulas; what they show is known at their end, for the description comes last. */
export class Frames {
  readonly #given: FrameSources;
  readonly #stack: Frame[] = [];
  #math: MathText | null = null;
  #label: 'title' | 'description' | null = null;

  constructor(sources: FrameSources) {
    this.#given = sources;
  }

  open(name: string, a: Attributes): void {
    const frame = this.#stack.at(-1);
    if (this.#math) this.#math.open(name);
    else if (name === 'draw:frame')
      this.#stack.push({ image: null, formula: '', title: '', description: '' });
    else if (!frame) return;
    else if (name === 'draw:image') frame.image ??= this.#given.image(a['xlink:href'] ?? '');
    else if (name === 'draw:object') frame.formula ||= this.#given.formula(a['xlink:href'] ?? '');
    else if (name === 'math:math') {
      this.#math = new MathText();
      this.#math.open(name);
    } else if (name === 'svg:title') this.#label = 'title';
    else if (name === 'svg:desc') this.#label = 'description';
  }

  /** @returns whether the text is the frame's, and none that is read. */
  text(text: string): boolean {
    const frame = this.#stack.at(-1);
    if (this.#math) this.#math.text(text);
    else if (this.#label !== null && frame) frame[this.#label] += text;
    else return false;
    return true;
  }

  /** @returns what a frame shows, at its end. */
  close(name: string): FrameContent | null {
    if (this.#math) {
      this.#math.close();
      const frame = this.#stack.at(-1);
      if (name === 'math:math' && frame) {
        frame.formula = this.#math.toString();
        this.#math = null;
      }
      return null;
    }
    if (name === 'svg:title' || name === 'svg:desc') this.#label = null;
    const frame = name === 'draw:frame' ? this.#stack.pop() : undefined;
    if (!frame) return null;
    const { image, formula, title, description } = frame;
    return { image, formula, alternative: alternativeText(description || title) };
  }
}
