import type { Handlers } from '../contract/table.ts';
import type { KeyKeeper } from '../core/keys.ts';
import type { Emit } from './events.ts';
import type { Ports } from './ports.ts';

type KeyHandlers = Pick<Handlers, 'key.status' | 'key.set' | 'key.clear' | 'key.test'>;

/** The key goes through here one way only: a `KeyKeeper` cannot be read. */
export function keyHandlers(keys: KeyKeeper, testKey: Ports['testKey'], emit: Emit): KeyHandlers {
  const changed = async () => {
    const status = await keys.status();
    emit('key.changed', status);
    return status;
  };
  return {
    'key.status': () => keys.status(),
    async 'key.set'({ key }) {
      await keys.set(key);
      return changed();
    },
    async 'key.clear'() {
      await keys.clear();
      return changed();
    },
    'key.test': () => testKey(),
  };
}
