import type { Page } from '@playwright/test';

interface Asked {
  readonly call: string;
  readonly input: unknown;
}

export interface LateLine {
  /** Which answers are held back, from now on; null: none. */
  hold: ((asked: Asked) => boolean) | null;
  /** Calls whose answers are held back now. */
  readonly held: readonly Asked[];
  /** Gives what is held back. */
  giveAll(): void;
}

/** Stands in the line of the web program's page, from its next load: answers come when the test says so, events at once. */
export async function lateLine(page: Page): Promise<LateLine> {
  const asked = new Map<unknown, Asked>();
  let held: { readonly asked: Asked; readonly give: () => void }[] = [];
  const line: LateLine = {
    hold: null,
    get held() {
      return held.map((one) => one.asked);
    },
    giveAll() {
      line.hold = null;
      held.forEach(({ give }) => give());
      held = [];
    },
  };
  await page.routeWebSocket(/\/contract$/, (window) => {
    const program = window.connectToServer();
    window.onMessage((message) => {
      const { id, call, input } = JSON.parse(String(message)) as Asked & { readonly id: unknown };
      asked.set(id, { call, input });
      program.send(message);
    });
    program.onMessage((message) => {
      const { id } = JSON.parse(String(message)) as { readonly id?: unknown };
      const answered = asked.get(id);
      if (answered && line.hold?.(answered)) held.push({ asked: answered, give: () => window.send(message) });
      else window.send(message);
    });
  });
  return line;
}
