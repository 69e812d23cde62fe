/** Schemas of what works outside of the main window: keys for all programs, clippings, and the small player, the pill. */
import * as v from 'valibot';
import { SHORTCUTS } from '../core/shortcuts/table.ts';

/** The light beside a key that works in every program: see `core/shortcuts/hotkeys.ts`. */
export const hotkeyState = v.object({
  command: v.picklist(SHORTCUTS.map(({ command }) => command)),
  light: v.picklist(['on', 'asked', 'off', 'none']),
  reason: v.nullable(v.string()),
});

/** What the pill says besides the spoken sentence: an answer to the last press, and what a person may say yes to. */
export const pillState = v.object({
  sentence: v.nullable(v.string()),
  /** A web address whose article can be read. */
  offer: v.nullable(v.string()),
});
export type PillState = v.InferOutput<typeof pillState>;

/** Commands for the one player, from wherever it is steered. */
export const PLAYER_COMMANDS = [
  'play-pause',
  'stop',
  'next-sentence',
  'previous-sentence',
  'faster',
  'slower',
] as const;

/**
 * `show`, `close`; `leave`: it gives the keyboard back; `open-document`: what it reads, in the reader; `take-offer`.
 */
export const PILL_ACTIONS = ['show', 'close', 'leave', 'open-document', 'take-offer'] as const;
export type PillAction = (typeof PILL_ACTIONS)[number];
