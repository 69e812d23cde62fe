import type { Page } from '@playwright/test';
import type { CallName, CallOutput } from '../../electron/contract/table.ts';

/** Calls the application as the page does, past its own code. @throws Error the refusal's sentence. */
export async function callFrom<K extends CallName>(
  page: Page,
  name: K,
  input?: unknown,
): Promise<CallOutput<K>> {
  const reply = await page.evaluate(
    ([name, input]) => {
      const { lectern } = window as unknown as {
        lectern: { call(n: unknown, i: unknown): Promise<unknown> };
      };
      return lectern.call(name, input ?? undefined);
    },
    [name, input],
  );
  const { ok, value, error } = reply as {
    ok: boolean;
    value?: CallOutput<K>;
    error?: { message: string };
  };
  if (!ok) throw new Error(error?.message ?? `${name} failed`);
  return value as CallOutput<K>;
}

/** One sentence of the embedded voice. @returns how it came. */
export async function speakSample(page: Page): Promise<{ pieces: number; bytes: number }> {
  const voice = await callFrom(page, 'speech.voiceFor', { language: 'en' });
  const request = {
    server: voice.server,
    model: voice.model,
    voice: voice.voice,
    text: 'It is a truth universally acknowledged, that a single man must be in want of a wife.',
    language: 'en',
    pronunciation: [],
  };
  const { ticket } = await callFrom(page, 'speech.request', { request, priority: 'live' });
  return page.evaluate(async (path) => {
    const response = await fetch(path);
    const reader = response.body?.getReader();
    let [pieces, bytes] = [0, 0];
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      pieces++;
      bytes += piece.value.length;
    }
    return { pieces, bytes };
  }, `speech/${ticket}`);
}
