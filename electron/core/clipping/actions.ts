/** What may be asked of the program from outside: by a key for all programs, an argument, or a link. Nothing else may. */
import type { CommandName } from '../shortcuts/table.ts';

export const ACTIONS = [
  'read-clipboard',
  'read-selection',
  'queue-clipboard',
  'pause',
  'stop',
  'show-pill',
] as const;
export type Action = (typeof ACTIONS)[number];

const LINK = 'lectern:';

/** The action of an argument such as `--read-clipboard`, or of a link such as `lectern://pause`; null for any other. */
export function actionOf(argument: string): Action | null {
  const name = argument.startsWith('--') ? argument.slice(2) : linkedName(argument);
  return ACTIONS.find((action) => action === name) ?? null;
}

export const isLink = (argument: string): boolean => argument.toLowerCase().startsWith(LINK);

/**
 * A link comes from any page or mail: it names an action and carries nothing, no text, no path, no parameter. Browsers
 * may add a slash at the end.
 */
function linkedName(link: string): string | null {
  return /^lectern:\/\/([a-z-]{1,40})\/?$/i.exec(link)?.[1]?.toLowerCase() ?? null;
}

/** The commands that have a key for all programs, and what they ask for. */
export const ACTION_OF_COMMAND: Readonly<Partial<Record<CommandName, Action>>> = {
  'read-clipboard': 'read-clipboard',
  'read-selected-anywhere': 'read-selection',
  'queue-clipboard': 'queue-clipboard',
  'pause-anywhere': 'pause',
  'stop-anywhere': 'stop',
  'show-pill': 'show-pill',
};
