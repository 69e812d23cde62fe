import type { Clock } from '../core/clock.ts';

/** How long a ticket waits for its request. */
const LIFETIME_MS = 30_000;

/** Tickets join a call, which is checked, to the bulk request that follows it: unguessable, good once and not for long. */
export interface Tickets<T> {
  issue(value: T): string;
  /** What it was issued for, once; null for one that is unknown, used or too old. */
  redeem(ticket: string): T | null;
}

export function createTickets<T>(clock: Clock, randomToken: () => string): Tickets<T> {
  const waiting = new Map<string, { readonly value: T; readonly stopExpiry: () => void }>();
  return {
    issue(value) {
      const ticket = randomToken();
      waiting.set(ticket, { value, stopExpiry: clock.after(LIFETIME_MS, () => waiting.delete(ticket)) });
      return ticket;
    },
    redeem(ticket) {
      const found = waiting.get(ticket);
      if (!found) return null;
      waiting.delete(ticket);
      found.stopExpiry();
      return found.value;
    },
  };
}
