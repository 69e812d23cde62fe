import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tokens = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Both colours of a token: in the light theme and in the dark one. */
function colours(name: string): Record<'light' | 'dark', string> {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? [];
  if (!light || !dark) throw new Error(`no colour --${name}`);
  return { light, dark };
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

// axe does not see what is painted by the Custom Highlight API.
describe.each(['light', 'dark'] as const)('what is marked in the text, in the %s theme', (theme) => {
  const colour = (name: string) => colours(name)[theme];

  it.each(['mark-kept', 'mark-sentence', 'mark-word', 'mark-found'])('can be read on --%s', (mark) => {
    expect(contrast(colour('ink'), colour(mark))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['paper', 'mark-kept', 'mark-sentence'])('is underlined so that it is seen on --%s', (ground) => {
    expect(contrast(colour('mark-kept-line'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
