/** Equations of Word (OMML, ECMA-376 part 1, 22.1) as one line of text. */
import type { XmlRecording } from '../office/xml.ts';

interface Node {
  readonly name: string;
  readonly value: string | undefined;
  readonly children: Node[];
  text: string;
}

/** "x=(-b±√(b^2-4ac))/2a" */
export function mathText(recording: XmlRecording): string {
  const root: Node = { name: '', value: undefined, children: [], text: '' };
  const path = [root];
  recording.replay({
    open(name, attributes) {
      const node = { name, value: attributes['m:val'], children: [], text: '' };
      path.at(-1)?.children.push(node);
      path.push(node);
    },
    text(text) {
      const node = path.at(-1);
      if (node?.name === 'm:t') node.text += text;
    },
    close: () => void (path.length > 1 && path.pop()),
  });
  return written(root);
}

const part = (node: Node, name: string): Node | undefined =>
  node.children.find((child) => child.name === name);
const textOf = (node: Node | undefined): string => (node ? written(node) : '');
const property = (node: Node, name: string): string | undefined =>
  node.children
    .flatMap((child) => (child.name.endsWith('Pr') ? child.children : []))
    .find((p) => p.name === name)?.value;

/** In brackets where it is more than one thing. */
const group = (text: string): string => (/^(?:[\p{L}\p{N}.,]*|\(.*\))$/u.test(text) ? text : `(${text})`);
const raised = (text: string, mark: string): string => (text === '' ? '' : mark + group(text));

function written(node: Node): string {
  switch (node.name) {
    case 'm:t':
      return node.text;
    case 'm:f':
      return `${group(textOf(part(node, 'm:num')))}/${group(textOf(part(node, 'm:den')))}`;
    case 'm:rad': {
      const degree = textOf(part(node, 'm:deg'));
      return `${degree === '' ? '' : `${degree}-`}√${group(textOf(part(node, 'm:e')))}`;
    }
    case 'm:sSup':
    case 'm:sSub':
    case 'm:sSubSup':
    case 'm:nary': {
      const base = node.name === 'm:nary' ? (property(node, 'm:chr') ?? '∫') : textOf(part(node, 'm:e'));
      const below = raised(textOf(part(node, 'm:sub')), '_');
      const above = raised(textOf(part(node, 'm:sup')), '^');
      return `${base}${below}${above}${node.name === 'm:nary' ? ` ${textOf(part(node, 'm:e'))}` : ''}`;
    }
    case 'm:limLow':
    case 'm:limUpp':
      return `${textOf(part(node, 'm:e'))}_${group(textOf(part(node, 'm:lim')))}`;
    case 'm:func':
      return `${textOf(part(node, 'm:fName'))} ${textOf(part(node, 'm:e'))}`;
    case 'm:d': {
      const inner = node.children.filter(({ name }) => name === 'm:e').map(written);
      const between = property(node, 'm:sepChr') ?? '|';
      return `${property(node, 'm:begChr') ?? '('}${inner.join(between)}${property(node, 'm:endChr') ?? ')'}`;
    }
    case 'm:m':
      return `(${node.children
        .filter(({ name }) => name === 'm:mr')
        .map((row) => row.children.map(written).join(', '))
        .join('; ')})`;
    case 'm:eqArr':
      return node.children.map(written).filter(Boolean).join('; ');
    default:
      return node.children.map(written).join('');
  }
}
