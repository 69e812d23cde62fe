/** Where Together AI is, and whether it takes a key. */
import { LecternError } from '../../core/errors.ts';
import type { Fetch } from '../network/network.ts';

const DEFAULT_BASE_URL = 'https://api.together.ai/v1';
const SPEECH_PATH = '/audio/speech';
const SOCKET_PATH = `${SPEECH_PATH}/websocket`;
const VOICES_PATH = '/voices';
/** Milliseconds that the service has for saying whether it takes a key. */
const TEST_TIMEOUT_MS = 15_000;

export interface ServiceAddresses {
  /** Of the WebSocket, without a query. */
  readonly socket: string;
  /** Of speech by requests. */
  readonly speech: string;
  readonly voices: string;
}

/**
 * @param baseUrl `TOGETHER_BASE_URL`; `http:` means `ws:`, for a server of one's own.
 * @throws LecternError `bad-request` where it is no such address.
 */
export function serviceAddresses(baseUrl: string | undefined): ServiceAddresses {
  const base = (baseUrl?.trim() || DEFAULT_BASE_URL).replace(/\/+$/, '');
  const url = URL.canParse(base) ? new URL(base) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash)
    throw new LecternError(
      'bad-request',
      'TOGETHER_BASE_URL is no address of the web. It begins with https:// or http:// and has no query.',
    );
  return {
    socket: `${base.replace(/^http/, 'ws')}${SOCKET_PATH}`,
    speech: `${base}${SPEECH_PATH}`,
    voices: `${base}${VOICES_PATH}`,
  };
}

export interface KeyTest {
  readonly ok: boolean;
  readonly sentence: string;
}

/**
 * Asks for the list of voices, which costs nothing. The key goes into the header and nowhere else; since a redirect is
 * not followed, it does not travel on.
 */
export async function testKey(voicesUrl: string, key: string | null, fetch: Fetch): Promise<KeyTest> {
  if (key === null) return { ok: false, sentence: 'There is no key yet. Enter one first.' };
  let status: number;
  try {
    const answer = await fetch(voicesUrl, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TEST_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch {
    return { ok: false, sentence: 'Together AI could not be reached. Check the connection and try again.' };
  }
  return { ok: status === 200, sentence: sentenceFor(status) };
}

function sentenceFor(status: number): string {
  switch (status) {
    case 200:
      return 'The key works.';
    case 401:
    case 403:
      return 'Together AI does not accept this key. Check that it was copied whole.';
    case 402:
      return 'The key is right, but its spending limit is reached. Raise it at Together AI.';
    case 429:
      return 'Together AI asks for a pause. Try again in a minute.';
    default:
      return `Together AI answered with an error (${status}). Try again later.`;
  }
}
