import * as v from 'valibot';
import { settings as schema, shortcuts, type Settings } from '../contract/schemas.ts';
import type { Handlers } from '../contract/table.ts';
import type { SettingsFile } from '../core/settings-file.ts';
import type { SpeechStore } from '../core/speech/types.ts';
import type { Emit } from './events.ts';
import type { Voices } from './voices.ts';

/** What is stored, field by field: one that is missing or cannot be used falls back alone. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const usable = Object.entries(schema.entries).flatMap(([name, field]) => {
    const checked = v.safeParse(field, name === 'shortcuts' ? usableShortcuts(stored[name]) : stored[name]);
    return checked.success ? [[name, checked.output]] : [];
  });
  return v.parse(schema, Object.fromEntries(usable));
}

/** One command's keys that cannot be used cost no other command its own. */
function usableShortcuts(stored: unknown): unknown {
  if (!v.is(v.record(v.string(), v.unknown()), stored)) return stored;
  return Object.fromEntries(
    Object.entries(stored).filter(([command, keys]) => v.is(shortcuts, { [command]: keys })),
  );
}

export interface SettingsPart {
  current(): Settings;
  readonly handlers: Pick<Handlers, 'settings.get' | 'settings.set'>;
}

export function createSettings(
  file: SettingsFile,
  store: Pick<SpeechStore, 'setCap'>,
  voices: Pick<Voices, 'checked'>,
  emit: Emit,
): SettingsPart {
  const current = () => readSettings(file.read());
  return {
    current,
    handlers: {
      'settings.get': async () => current(),
      async 'settings.set'(asked) {
        const patch = asked.voice ? { ...asked, voice: await voices.checked(asked.voice) } : asked;
        const before = current();
        file.write(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)));
        const { storeCapBytes } = current();
        if (storeCapBytes !== before.storeCapBytes) await store.setCap(storeCapBytes);
        const after = current(); // another change may have been kept while the store was cut
        emit('settings.changed', after);
        return after;
      },
    },
  };
}
