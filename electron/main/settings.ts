import * as v from 'valibot';
import { settings, type Settings } from '../contract/schemas.ts';
import type { CallReply } from '../contract/table.ts';
import type { Host } from '../host/host.ts';

/** Calls `apply` with the settings as they are now, and again after every change. */
export function followSettings(
  now: CallReply,
  subscribe: Host['subscribe'],
  apply: (settings: Settings) => void,
): void {
  const read = (value: unknown): void => {
    const checked = v.safeParse(settings, value);
    if (checked.success) apply(checked.output);
  };
  if (now.ok) read(now.value);
  subscribe((name, payload) => {
    if (name === 'settings.changed') read(payload);
  });
}
