/** The queue of documents: kept in the library, told to all windows. */
import type { Handlers } from '../contract/table.ts';
import type { Library } from '../core/library.ts';
import { withAdded, withMoved, withRemoved } from '../core/queue.ts';
import type { Emit } from './events.ts';

type QueueHandlers = Pick<Handlers, 'queue.list' | 'queue.add' | 'queue.remove' | 'queue.move'>;

export function createQueueHandlers(
  library: Pick<Library, 'queue' | 'changeQueue'>,
  emit: Emit,
): QueueHandlers {
  const change = async (how: (queue: readonly string[]) => readonly string[]) => {
    await library.changeQueue(how);
    emit('queue.changed', {});
    return [...(await library.queue())];
  };
  return {
    'queue.list': async () => [...(await library.queue())],
    'queue.add': ({ ids, at }) => change((queue) => withAdded(queue, ids, at)),
    'queue.remove': ({ ids }) => change((queue) => withRemoved(queue, ids)),
    'queue.move': ({ id, to }) => change((queue) => withMoved(queue, id, to)),
  };
}
