import { expect, it } from 'vitest';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts } from '../fakes/host-ports.ts';

it('looks for new versions only where a person wants it', async () => {
  const found = { version: '9.0.0', url: 'https://example.com/v9.0.0' };
  let asked = 0;
  const look = async () => {
    asked++;
    return found;
  };
  const ports = await createFakePorts({ updates: { available: true, look } });
  const host = createHost(ports);
  const ask = () => host.dispatch('trusted', 'updates.look', undefined);
  expect(await ask()).toEqual({ ok: true, value: { available: true, found: null } });
  expect(asked).toBe(0);
  await host.dispatch('trusted', 'settings.set', { lookForUpdates: true });
  expect(await ask()).toEqual({ ok: true, value: { available: true, found } });
  await host.dispatch('trusted', 'settings.set', { lookForUpdates: false });
  expect(await ask()).toEqual({ ok: true, value: { available: true, found: null } });
  expect(asked).toBe(1);
  await host.close();
});
