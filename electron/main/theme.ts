import { nativeTheme } from 'electron';
import type { Settings } from '../contract/schemas.ts';

/** Behind the page until it has painted: the reader's own paper in both themes. */
export const pageColour = (): string => (nativeTheme.shouldUseDarkColors ? '#181715' : '#faf8f4');

/** Menus, dialogs and `prefers-color-scheme` follow the theme that the person chose. */
export function applyTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme;
}
