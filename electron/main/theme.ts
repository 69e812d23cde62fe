import { nativeTheme } from 'electron';
import * as v from 'valibot';
import { settings } from '../contract/schemas.ts';
import type { CallReply } from '../contract/table.ts';
import type { Host } from '../host/host.ts';

/** Behind the page until it has painted: the reader's own paper in both themes. */
export const pageColour = (): string => (nativeTheme.shouldUseDarkColors ? '#181715' : '#faf8f4');

/** Menus, dialogs and `prefers-color-scheme` follow the theme that the person chose. */
export function followTheme(now: CallReply, subscribe: Host['subscribe']): void {
  const apply = (value: unknown): void => {
    const read = v.safeParse(settings, value);
    if (read.success) nativeTheme.themeSource = read.output.theme;
  };
  if (now.ok) apply(now.value);
  subscribe((name, payload) => {
    if (name === 'settings.changed') apply(payload);
  });
}
