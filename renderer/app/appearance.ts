/** Settings that are looks, as custom properties of the whole page. */
import type { Settings } from '../../electron/contract/schemas.ts';

export function applyAppearance(root: HTMLElement, settings: Settings): void {
  if (settings.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = settings.theme;
  root.style.setProperty('--book-size', `${settings.textSize}px`);
  root.style.setProperty('--book-measure', String(settings.measure));
  root.style.setProperty('--book-leading', String(settings.lineHeight));
  root.style.setProperty('--book-font', settings.font === 'serif' ? 'var(--font-book)' : 'var(--font-ui)');
}
