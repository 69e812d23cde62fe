import { checkEvent, type Fault } from '../contract/dispatch.ts';
import type { EventName, EventPayload } from '../contract/table.ts';

/** Carries an event to a window; the payload is plain data that keeps the contract. */
export type EventListener = (name: EventName, payload: unknown) => void;
export type Emit = <K extends EventName>(name: K, payload: EventPayload<K>) => void;

export interface Events {
  readonly emit: Emit;
  /** @returns the function that ends the subscription. */
  subscribe(listener: EventListener): () => void;
}

/** The one way out: an event that breaks the contract is reported and does not leave. */
export function createEvents(report: (fault: Fault) => void): Events {
  const listeners = new Set<EventListener>();
  return {
    emit(name, payload) {
      try {
        const checked = checkEvent(name, payload);
        for (const listener of [...listeners]) listener(name, checked);
      } catch (error) {
        report({ where: name, error });
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
