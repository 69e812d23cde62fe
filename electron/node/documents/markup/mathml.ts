/** A formula in MathML as one line that can be read: "(a + b)² = c⁄d" rather than the pieces of it run together. */
import { cleanLine } from '../../../core/document/clean.ts';
import type { Attributes } from './sax.ts';
import type { MarkupEvent } from './events.ts';

interface MathNode {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: MathNode[];
  text: string;
}

const TOKENS = new Set(['mi', 'mn', 'mo', 'mtext', 'ms']);
const UNREAD = new Set(['annotation', 'annotation-xml', 'mphantom', 'mspace', 'maligngroup', 'malignmark']);
/** Operators between two things, which stand apart from both. */
const BETWEEN = /^(?:[=<>≤≥≠≈≡≅∼±∓×⋅·÷∈∉⊂⊆∪∩∧∨→←↔⇒⇔⟶∝⊕⊗∘]|:=)$/u;
const SIGN = /^[+\-−]$/u;
const RAISED: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((raised, digit) => [String(digit), raised]),
  ['+', '⁺'],
  ['-', '⁻'],
  ['−', '⁻'],
  ['n', 'ⁿ'],
  ['i', 'ⁱ'],
]) as Record<string, string>;
/** Levels of nesting that anybody could follow by ear; deeper ones are left out. */
const DEEPEST = 60;

/**
 * What to read for a formula: the text that its author gave, unless that is TeX, which nobody wants to hear; else the
 * formula in a line. `text` is empty where there is nothing in it; `given`: it is the author's.
 */
export function mathText(
  attributes: Attributes,
  content: readonly MarkupEvent[],
): { readonly text: string; readonly given: boolean } {
  const alternative = cleanLine(attributes['alttext'] ?? '');
  const given = alternative !== '' && !isTex(alternative);
  return { text: given ? alternative : cleanLine(lineOf(treeOf(content), 0)), given };
}

const isTex = (text: string): boolean => /\\[a-z]+|[_^]\{|\{\}/i.test(text);

function treeOf(content: readonly MarkupEvent[]): MathNode {
  const root: MathNode = { name: 'mrow', attributes: {}, children: [], text: '' };
  const path = [root];
  for (const event of content) {
    const top = path.at(-1) ?? root;
    if (event.type === 'open') {
      const node = { name: event.name, attributes: event.attributes, children: [], text: '' };
      top.children.push(node);
      path.push(node);
    } else if (event.type === 'text') top.text += event.text;
    else if (path.length > 1) path.pop();
  }
  return root;
}

function lineOf(node: MathNode | undefined, depth: number): string {
  if (!node || UNREAD.has(node.name) || depth > DEEPEST) return '';
  const part = (index: number) => lineOf(node.children[index], depth + 1);
  switch (node.name) {
    case 'semantics':
      return part(0);
    case 'mfrac':
      return `${grouped(part(0))}/${grouped(part(1))}`;
    case 'msqrt':
      return `√${grouped(rowOf(node.children, depth))}`;
    case 'mroot':
      return `${power(part(1))}√${grouped(part(0))}`;
    case 'msup':
      return grouped(part(0)) + power(part(1));
    case 'msub':
      return part(0) + below(part(1));
    case 'msubsup':
      return part(0) + below(part(1)) + power(part(2));
    case 'munder':
      return `${part(0)} (${part(1)}) `;
    case 'mover':
      return part(0) + part(1);
    case 'munderover':
      return `${part(0)} (${part(1)} … ${part(2)}) `;
    case 'mfenced': {
      const { open = '(', close = ')', separators = ',' } = node.attributes;
      const parts = node.children.map((child) => lineOf(child, depth + 1));
      return open + parts.join(`${separators.trim().slice(0, 1)} `) + close;
    }
    case 'mtable':
      return node.children.map((row) => lineOf(row, depth + 1)).join('; ');
    case 'mtr':
    case 'mlabeledtr':
      return node.children.map((cell) => lineOf(cell, depth + 1)).join(', ');
    default:
      return TOKENS.has(node.name) ? node.text.trim() : rowOf(node.children, depth) || node.text.trim();
  }
}

function rowOf(nodes: readonly MathNode[], depth: number): string {
  let line = '';
  for (const node of nodes) {
    const text = lineOf(node, depth + 1);
    const operator = node.name === 'mo';
    const words = node.name === 'mtext' || (node.name === 'mi' && text.length > 1);
    // A sign at the start, or after an operator, belongs to the number behind it.
    const sign = SIGN.test(text) && /[\p{L}\p{N})\]}²³ⁿ]\s*$/u.test(line);
    if (operator && (BETWEEN.test(text) || sign)) line += ` ${text} `;
    else if (operator && text === ',') line += ', ';
    else line += words ? ` ${text} ` : text;
  }
  return line.replace(/\s+/g, ' ').trim();
}

/** In brackets, where it is more than one thing. */
const grouped = (text: string): string =>
  /^(?:[\p{L}\p{N}.,]*|\([^()]*\)|\|[^|]*\|)$/u.test(text) ? text : `(${text})`;

function power(text: string): string {
  const raised = [...text].map((character) => RAISED[character]);
  return raised.every((character) => character !== undefined) ? raised.join('') : `^${grouped(text)}`;
}

const below = (text: string): string => (text.length <= 2 ? text : `_${grouped(text)}`);
