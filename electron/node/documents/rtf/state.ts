import type { Destination } from './destinations.ts';

/** What a group hands down to the groups in it, and takes back at its end. */
export interface State {
  destination: Destination;
  /** Characters after `\u` that stand for it in old programs. */
  fallbackLength: number;
  font: number | null;
  hidden: boolean;
  deleted: boolean;
  bold: boolean;
  italic: boolean;
  strike: boolean;
  smallCaps: boolean;
  position: 'sub' | 'sup' | null;
  language: string | null;
  eastAsian: string | null;
  // The paragraph's.
  style: number | null;
  outline: number | null;
  listed: boolean;
  listLevel: number;
  inTable: boolean;
  /** Depth of nested tables, from 1; 0 where nothing is said. */
  tableDepth: number;
}

const PLAIN = {
  font: null,
  hidden: false,
  bold: false,
  italic: false,
  strike: false,
  smallCaps: false,
  position: null,
} as const;
const PARAGRAPH = {
  style: null,
  outline: null,
  listed: false,
  listLevel: 0,
  inTable: false,
  tableDepth: 0,
} as const;

export const initialState = (): State => ({
  destination: 'text',
  fallbackLength: 1,
  deleted: false,
  language: null,
  eastAsian: null,
  ...PLAIN,
  ...PARAGRAPH,
});

/** Whether text after the word may look other than text before it. */
export const changesFormat = (name: string): boolean =>
  /^(?:plain|f|v|deleted|b|i|striked?|scaps|super|sub|up|dn|nosupersub|lang|langfe|pard|intbl|itap)$/.test(
    name,
  );

/** @returns whether the word is a property of text or paragraph; then it has been set. */
export function setProperty(
  state: State,
  name: string,
  parameter: number | null,
  language: (lcid: number) => string | null,
): boolean {
  const on = parameter !== 0;
  switch (name) {
    case 'plain':
      Object.assign(state, PLAIN);
      break;
    case 'pard':
      Object.assign(state, PARAGRAPH);
      break;
    case 'uc':
      state.fallbackLength = Math.max(0, Math.min(100, parameter ?? 1));
      break;
    case 'f':
      state.font = parameter;
      break;
    case 'v':
      state.hidden = on;
      break;
    case 'deleted':
      state.deleted = on;
      break;
    case 'b':
      state.bold = on;
      break;
    case 'i':
      state.italic = on;
      break;
    case 'strike':
    case 'striked':
      state.strike = on;
      break;
    case 'scaps':
      state.smallCaps = on;
      break;
    case 'super':
    case 'up':
      state.position = on ? 'sup' : null;
      break;
    case 'sub':
    case 'dn':
      state.position = on ? 'sub' : null;
      break;
    case 'nosupersub':
      state.position = null;
      break;
    case 'lang':
      state.language = language(parameter ?? 0);
      break;
    case 'langfe':
      state.eastAsian = language(parameter ?? 0);
      break;
    case 's':
      state.style = parameter;
      break;
    case 'outlinelevel':
      state.outline = parameter;
      break;
    case 'ls':
      state.listed = on;
      break;
    case 'ilvl':
      state.listLevel = Math.max(0, Math.min(8, parameter ?? 0));
      break;
    case 'intbl':
      state.inTable = on;
      break;
    case 'itap':
      state.tableDepth = Math.max(0, Math.min(50, parameter ?? 1));
      break;
    default:
      return false;
  }
  return true;
}
