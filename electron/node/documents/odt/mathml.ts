/** Formula objects of OpenDocument (MathML) as one line of text. */
import { parseXml } from '../office/xml.ts';
import { ODF_NAMESPACES } from './namespaces.ts';

interface Node {
  readonly name: string;
  readonly children: Node[];
  text: string;
}

/** Builds the tree of a formula and writes it; a handler of XML events. */
export class MathText {
  readonly #root: Node = { name: '', children: [], text: '' };
  readonly #path = [this.#root];

  open(name: string): void {
    const node = { name: name.replace(/^math:/, ''), children: [], text: '' };
    this.#path.at(-1)?.children.push(node);
    this.#path.push(node);
  }

  text(text: string): void {
    const node = this.#path.at(-1);
    if (node) node.text += text;
  }

  close(): void {
    if (this.#path.length > 1) this.#path.pop();
  }

  toString(): string {
    return written(this.#root);
  }
}

/** The formula of an object's `content.xml`; '' for an object of another kind. */
export function formulaText(source: string): string {
  if (!/<(?:\w+:)?math[\s>]/.test(source.slice(0, 5000))) return '';
  const math = new MathText();
  parseXml(source, ODF_NAMESPACES, math);
  return math.toString();
}

const group = (text: string): string => (/^(?:[\p{L}\p{N}.,]*|\(.*\))$/u.test(text) ? text : `(${text})`);

function written(node: Node): string {
  const parts = node.children.map(written);
  const [first = '', second = '', third = ''] = parts;
  switch (node.name) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
    case 'ms':
      return node.text.trim();
    case 'mfrac':
      return `${group(first)}/${group(second)}`;
    case 'msqrt':
      return `√${group(parts.join(''))}`;
    case 'mroot':
      return `${second}-√${group(first)}`;
    case 'msup':
    case 'mover':
      return `${first}^${group(second)}`;
    case 'msub':
    case 'munder':
      return `${first}_${group(second)}`;
    case 'msubsup':
    case 'munderover':
      return `${first}_${group(second)}^${group(third)} `;
    case 'mfenced':
      return `(${parts.join(', ')})`;
    case 'mtr':
      return parts.join(', ');
    case 'mtable':
      return `(${parts.join('; ')})`;
    case 'mspace':
      return ' ';
    default:
      return parts.join('');
  }
}
