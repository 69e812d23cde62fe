import fc from 'fast-check';
import type { KeyPress } from '../../../electron/core/shortcuts/chord.ts';

/** A press as a browser tells it. */
export const press = (key: string, code = '', held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

export const ctrl = { ctrlKey: true };
export const ctrlShift = { ctrlKey: true, shiftKey: true };

const KEYS: readonly (readonly [key: string, code: string])[] = [
  ...[...'abkmtzßяש'].map((key) => [key, 'KeyK'] as const),
  ...[...'[]{}=+-_0)?,.;5é'].map((key) => [key, 'Semicolon'] as const),
  ...(['[', '{', '+', 'ü'] as const).map((key) => [key, 'BracketLeft'] as const),
  ...([']', '}', '+', '*'] as const).map((key) => [key, 'BracketRight'] as const),
  ...(['=', '+', '´'] as const).map((key) => [key, 'Equal'] as const),
  ...([')', '0', 'à'] as const).map((key) => [key, 'Digit0'] as const),
  [' ', 'Space'],
  ['F7', 'F7'],
  ['ArrowLeft', 'ArrowLeft'],
];

/** Presses on Linux that a chord can stand for. */
export const anyPress: fc.Arbitrary<KeyPress> = fc
  .tuple(fc.constantFrom(...KEYS), fc.boolean(), fc.boolean())
  .map(([[key, code], ctrlKey, shiftKey]) => press(key, code, { ctrlKey, shiftKey }));
