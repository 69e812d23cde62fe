import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIND_WORDS } from '../../../renderer/document/plan-words.ts';
import { findSettings, SETTINGS } from '../../../renderer/settings/index-of-settings.ts';
import { PLAN_KINDS } from '../../../renderer/settings/plan-kinds.ts';
import { SETTINGS_PAGES } from '../../../renderer/settings/pages.ts';

const FOLDER = join(import.meta.dirname, '../../../renderer/settings');
/** The parts that every row is made of, not rows themselves. */
const PARTS = ['Field.svelte', 'ShortcutRow.svelte'];
const OF_PLAN = 'KIND_WORDS[kind].many';
const ALL = SETTINGS_PAGES.map(({ id }) => id);

interface Row {
  readonly file: string;
  readonly label: string | null;
  readonly hint: string | null;
}

/** Every `<Switch …>`, `<Field …>` and `data-setting` of the pages, as it is written; null where it is not plain text. */
function rowsOfPages(): Row[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.svelte') && !PARTS.includes(file))
    .flatMap((file) => {
      const source = readFileSync(join(FOLDER, file), 'utf8');
      const parts = [...source.matchAll(/<(?:Switch|Field)\b[^>]*?(?:=>[^>]*?)*>/gs)].map(([tag]) => ({
        file,
        tag,
        label: /\slabel="([^"]+)"/.exec(tag)?.[1] ?? null,
        hint: /\shint="([^"]+)"/.exec(tag)?.[1] ?? null,
      }));
      // The rows of a table of their own: the index has them by the same table.
      const written = parts.flatMap((part) =>
        part.label === null && part.tag.includes(`label={${OF_PLAN}}`)
          ? PLAN_KINDS.map(({ kind, hint }) => ({ ...part, label: KIND_WORDS[kind].many, hint }))
          : [part],
      );
      const others = [...source.matchAll(/data-setting=("[^"]*"|\{)/g)].map(([, value = '']) => ({
        file,
        label: /^"(.+)"$/.exec(value)?.[1] ?? null,
        hint: null,
      }));
      return [...written, ...others];
    });
}
const rows = rowsOfPages();

describe('the index of the settings', () => {
  it('has every row of every page, with the same words', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const { file, label, hint } of rows) {
      expect(label, `a label in plain text in ${file}`).not.toBeNull();
      const indexed = SETTINGS.find((setting) => setting.label === label);
      expect(indexed, `“${label}” of ${file} in index-of-settings.ts`).toBeDefined();
      if (hint !== null) expect(indexed?.hint).toBe(hint);
    }
  });

  it('has nothing that is on no page', () => {
    const there = new Set(rows.map(({ label }) => label));
    const missing = SETTINGS.filter(({ page, label }) => page !== 'shortcuts' && !there.has(label));
    expect(missing).toEqual([]);
  });

  it('says each row of a page once', () => {
    const keys = SETTINGS.map(({ page, label }) => `${page} ${label}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has something on every page', () => {
    expect(new Set(SETTINGS.map(({ page }) => page))).toEqual(new Set(ALL));
  });
});

describe('looking for a setting', () => {
  it.each([
    ['dark', 'Theme'],
    ['TEXT SI', 'Text size'],
    ['font size', 'Text size'],
    ['autostart', 'Start with the desktop'],
    ['close tray', 'Go on when the window is closed'],
    ['pause para', 'After a paragraph'],
    ['cache', 'On this disk'],
    ['api', 'Together AI key'],
    ['bookmark key', 'Bookmark this place'],
    ['naïve-free möney', null],
    ['Próxy', 'Network proxy'],
    ['   ', null],
  ])('%s finds first: %s', (query, label) => {
    expect(findSettings(query, ALL)[0]?.label ?? null).toBe(label);
  });

  it('finds each by its own name', () => {
    for (const { page, label } of SETTINGS)
      expect(
        findSettings(label, [page]).map((setting) => setting.label),
        label,
      ).toContain(label);
  });

  it('finds nothing on pages that are not shown', () => {
    expect(
      findSettings(
        'autostart',
        ALL.filter((page) => page !== 'desktop'),
      ),
    ).toEqual([]);
  });
});
