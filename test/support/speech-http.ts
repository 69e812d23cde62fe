/** A plain client of the speech endpoint over HTTP, which knows nothing of Lectern's: for tests of servers. */
export const KEY = 'a-key-of-this-start';
export const bearer = { authorization: `Bearer ${KEY}` };

export const BODY = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', input: 'Hello there, how are you?' };

/** @param base Of the server, under which the endpoint lies. @param body JSON, or what is to be made that. */
export const postSpeech = (base: string, body: object | string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${base}/audio/speech`, {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
