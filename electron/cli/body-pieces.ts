/**
 * The pieces of a response's body as they come. Whoever stops reading early, or aborts, cancels the rest.
 * @param signal Heeded here, too: a request's own signal is lost where the request itself was let go.
 */
export async function* bodyPieces(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const cancel = () => void reader.cancel().catch(() => undefined); // it may have failed already, which reading tells
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
