import type { Attributes } from '../markup/sax.ts';
import { bullet, numeral, numeralStyle } from '../office/numerals.ts';
import { parseXml } from '../office/xml.ts';
import { WORD_NAMESPACES } from './package.ts';

interface Level {
  start: number;
  format: string;
  /** "%1.%2)" */
  text: string;
  /** The level after which counting begins anew; 0: never; null: after any higher one. */
  restart: number | null;
  legal: boolean;
  style: string | null;
}

interface List {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that begin anew where this list is first used. */
  readonly starts: ReadonlyMap<number, number>;
}

export interface Numbering {
  /**
   * Counts a paragraph and gives its marker ("3.", "b)", "•"), or null for a list without one.
   * @param level From 0.
   */
  marker(list: number, level: number): string | null;
  /** The level of a list that belongs to a paragraph style, or null. */
  levelOfStyle(list: number, style: string): number | null;
}

const MOST = 20_000;

/** Reads `numbering.xml`. */
export function parseNumbering(source: string | null): Numbering {
  const { abstracts, styleLinks, numbers } = readDefinitions(source ?? '');
  const lists = new Map<number, List>();
  for (const [id, { abstract, overrides, starts }] of numbers) {
    const definition = abstracts.get(abstract);
    // A list that is defined by a style takes its levels from the definition that carries that style.
    const key = definition?.link ? (styleLinks.get(definition.link) ?? abstract) : abstract;
    const levels = new Map([...(abstracts.get(key)?.levels ?? []), ...overrides]);
    lists.set(id, { abstract: key, levels, starts });
  }
  return counting(lists);
}

function counting(lists: ReadonlyMap<number, List>): Numbering {
  /** Lists of one definition count on from each other. */
  const counters = new Map<string, (number | null)[]>();
  const begun = new Set<number>();
  return {
    levelOfStyle(id, style) {
      return [...(lists.get(id)?.levels ?? [])].find(([, level]) => level.style === style)?.[0] ?? null;
    },
    marker(id, index) {
      const list = lists.get(id);
      const level = list?.levels.get(index);
      if (!list || !level) return '•';
      const counts = counters.get(list.abstract) ?? [];
      counters.set(list.abstract, counts);
      if (!begun.has(id)) {
        begun.add(id);
        for (const at of list.starts.keys()) counts[at] = null;
      }
      const startOf = (at: number) => list.starts.get(at) ?? list.levels.get(at)?.start ?? 1;
      counts[index] = (counts[index] ?? startOf(index) - 1) + 1;
      for (const [at, { restart }] of list.levels) {
        if (at > index && restart !== 0 && (restart === null || index < restart)) counts[at] = null;
      }
      // A bullet of nothing but spaces carries on the item above.
      if (level.format === 'bullet') return /^\s+$/.test(level.text) ? null : bullet(level.text);
      if (level.format === 'none') return level.text.replace(/%\d/g, '').trim() || null;
      const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const value = counts[at] ?? startOf(at);
        const format = level.legal ? 'decimal' : list.levels.get(at)?.format;
        return numeral(value, numeralStyle(format));
      });
      return text.trim() || null;
    },
  };
}

interface Definition {
  readonly levels: Map<number, Level>;
  link: string | null;
}

interface NumberDefinition {
  abstract: string;
  readonly overrides: Map<number, Level>;
  readonly starts: Map<number, number>;
}

function readDefinitions(source: string) {
  const abstracts = new Map<string, Definition>();
  const styleLinks = new Map<string, string>();
  const numbers = new Map<number, NumberDefinition>();
  let abstract = '';
  let number: NumberDefinition | null = null;
  let override = 0;
  let level: Level | null = null;
  parseXml(source, WORD_NAMESPACES, {
    open(name, a) {
      const value = a['w:val'] ?? '';
      switch (name) {
        case 'w:abstractNum':
          abstract = a['w:abstractNumId'] ?? '';
          if (abstracts.size < MOST) abstracts.set(abstract, { levels: new Map(), link: null });
          return;
        case 'w:styleLink':
          styleLinks.set(value, abstract);
          return;
        case 'w:numStyleLink': {
          const definition = abstracts.get(abstract);
          if (definition) definition.link = value;
          return;
        }
        case 'w:num':
          number = { abstract: '', overrides: new Map(), starts: new Map() };
          if (numbers.size < MOST) numbers.set(Number(a['w:numId']), number);
          return;
        case 'w:abstractNumId':
          if (number) number.abstract = value;
          return;
        case 'w:lvlOverride':
          override = Number(a['w:ilvl']);
          return;
        case 'w:startOverride':
          number?.starts.set(override, Number(value));
          return;
        case 'w:lvl': {
          level = { start: 1, format: 'decimal', text: '', restart: null, legal: false, style: null };
          const levels = number ? number.overrides : abstracts.get(abstract)?.levels;
          levels?.set(Number(a['w:ilvl']), level);
          return;
        }
        default:
          if (level) setLevel(level, name, a);
      }
    },
    text: () => undefined,
    close(name) {
      if (name === 'w:lvl') level = null;
      if (name === 'w:num') number = null;
    },
  });
  return { abstracts, styleLinks, numbers };
}

function setLevel(level: Level, name: string, a: Attributes): void {
  const value = a['w:val'] ?? '';
  if (name === 'w:start') level.start = Number(value);
  else if (name === 'w:numFmt') level.format = value;
  else if (name === 'w:lvlText') level.text = value;
  else if (name === 'w:lvlRestart') level.restart = Number(value);
  else if (name === 'w:isLgl') level.legal = !/^(?:0|false|off)$/.test(value);
  else if (name === 'w:pStyle') level.style = value;
}
