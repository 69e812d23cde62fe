import {
  monthOf,
  type UsageChange,
  type UsageLedger,
  type UsageRow,
} from '../../electron/core/speech/usage.ts';

/** The ledger in memory. */
export function createMemoryLedger(): UsageLedger {
  const rows = new Map<string, UsageRow>();
  const add = (day: string, change: UsageChange): void => {
    const { server, model, requests = 0, characters = 0, dollars = 0, unpriced = 0, failure } = change;
    const key = JSON.stringify([day, server, model]);
    const before = rows.get(key);
    const failures = { ...before?.failures };
    if (failure) failures[failure] = (failures[failure] ?? 0) + 1;
    rows.set(key, {
      day,
      server,
      model,
      requests: (before?.requests ?? 0) + requests,
      characters: (before?.characters ?? 0) + characters,
      dollars: (before?.dollars ?? 0) + dollars,
      unpriced: (before?.unpriced ?? 0) + unpriced,
      failures,
    });
  };
  const ofMonth = (month: string) => [...rows.values()].filter(({ day }) => monthOf(day) === month);
  return {
    add,
    spend(day, change, most) {
      const spent = ofMonth(monthOf(day)).reduce((sum, { dollars }) => sum + dollars, 0);
      if (spent + (change.dollars ?? 0) > most) return false;
      add(day, change);
      return true;
    },
    rows: ofMonth,
  };
}
