/** What a program that knows the protocol's document alone does with the port, and no other test here asks by name. */
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import {
  append,
  AUDIO,
  cancel,
  commit,
  DONE,
  FAILED,
  openSpeech,
  update,
  WORDS,
  type SpeechSocket,
} from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 2 });
const KEY = 'a-key-of-this-start';
const port = await voice.listen({ port: 0, key: KEY });
const bearer = { authorization: `Bearer ${KEY}` };
afterAll(() => voice.close());

const SENTENCE = 'The quick brown fox jumps over the lazy dog.';
const open = (query: Readonly<Record<string, string>> = {}) =>
  openSpeech(port, { voice: 'af_heart', segment: 'never', ...query }, bearer);
const spoken = (socket: SpeechSocket, context?: string) =>
  socket
    .words(context)
    .map(({ word }) => word)
    .join(' ');
const items = (socket: SpeechSocket, context: string) =>
  socket.messages.filter(({ type, context_id }) => type === DONE && context_id === context).length;

describe('the address', () => {
  it('may have parameters that nobody knows', async () => {
    const socket = await open({ temperature: '0.7', user: 'somebody' });
    expect(socket.messages[0]?.type).toBe('session.created');
    socket.close();
  });

  it.each(['fr', 'de', 'en-gb', 'pt-br', 'zh-hk'])('language %s is heard', async (language) => {
    const [asked, usual] = await Promise.all([open({ language }), open()]);
    const text = language === 'zh-hk' ? '今日天氣好好。' : SENTENCE;
    await Promise.all([asked.say(text), usual.say(text)]);
    expect(asked.audio().length).toBeGreaterThan(10_000);
    expect(asked.audio()).not.toEqual(usual.audio());
    asked.close();
    usual.close();
  });

  it('keeps what is sent before session.created has come', async () => {
    const url = `${port.url.replace('http', 'ws')}/audio/speech/websocket?voice=af_heart`;
    const socket = new WebSocket(url, { headers: bearer });
    const types: string[] = [];
    const done = new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => {
        const { type } = JSON.parse(data.toString()) as { type: string };
        types.push(type);
        if (type === DONE) resolve();
      }),
    );
    socket.on('open', () => {
      socket.send(JSON.stringify(append(SENTENCE)));
      socket.send(JSON.stringify(commit()));
    });
    await done;
    expect(types.slice(0, 2)).toEqual(['session.created', 'conversation.item.input_text.received']);
    socket.close();
  });
});

describe('an update for one context', () => {
  it('of language, alignment, segment and max_partial_length holds for it alone', async () => {
    const socket = await open();
    socket.send(update({ alignment: 'word', language: 'fr' }, 'a'));
    socket.send(update({ alignment: 'word', segment: 'sentence', max_partial_length: 20 }, 'b'));
    socket.send(append('one two three four five six', 'b'));
    await socket.until(({ type, context_id }) => type === DONE && context_id === 'b');
    expect(spoken(socket, 'b')).toBe('one two three four');
    socket.send(update({ segment: 'immediate' }, 'b'));
    socket.send(append(' seven', 'b'));
    await socket.until(({ type, context_id }) => type === DONE && context_id === 'b', 2);
    expect(spoken(socket, 'b')).toBe('one two three four five six seven');
    await Promise.all([socket.say(SENTENCE, 'a'), socket.say(SENTENCE, 'c')]);
    expect(spoken(socket, 'a')).toBe(SENTENCE);
    expect(socket.words('c')).toEqual([]);
    expect(socket.audio('a').length).not.toBe(socket.audio('c').length);
    socket.close();
  });
});

describe('text', () => {
  it('may come letter by letter, and is spoken as what it is together', async () => {
    const socket = await open({ segment: 'sentence', alignment: 'word' });
    const text = 'Dr. Hill paid $3.50 there. How are you today? I am';
    for (const letter of text) socket.send(append(letter, 'a'));
    await socket.say(' fine', 'a', 3);
    expect(spoken(socket, 'a')).toBe(`${text} fine`);
    expect(items(socket, 'a')).toBe(3);
    socket.close();
  });

  it('is confirmed as it was sent, before its sound', async () => {
    const socket = await open();
    await socket.say('Hello.', 'a');
    expect(socket.messages[1]).toEqual({
      type: 'conversation.item.input_text.received',
      context_id: 'a',
      text: 'Hello.',
    });
    expect(socket.messages[2]?.type).toBe(AUDIO);
    socket.close();
  });

  it.each([
    ['markup', 'Is <b>1 < 2</b> & true? [[h@l]] <break time="9s"/>'],
    ['a null and a lone surrogate', 'before \u0000 \ud800 after'],
    ['emoji', 'a party 🎉 for the family 👨‍👩‍👧'],
  ])('with %s is spoken', async (_, text) => {
    const socket = await open();
    await socket.say(text);
    expect(socket.audio().length / 24_000).toBeGreaterThan(0.5);
    expect(socket.audio().length / 24_000).toBeLessThan(8);
    socket.close();
  });

  it('of 100,000 characters begins at once and can be stopped', async () => {
    const socket = await open();
    socket.send(append('On and on it went. '.repeat(5_500).slice(0, 100_000), 'a'));
    socket.send(commit('a'));
    await socket.until(({ type }) => type === AUDIO);
    socket.send(cancel('a'));
    await socket.until(({ type }) => type === 'context.cancelled');
    await socket.say('And on it goes.', 'b');
    expect(socket.messages.some(({ type }) => type === FAILED)).toBe(false);
    socket.close();
  });

  it('that is cleared takes nothing away from what is being spoken', async () => {
    const socket = await open({ alignment: 'word' });
    const text = `${SENTENCE} `.repeat(10);
    socket.send(append(text, 'a'));
    socket.send(commit('a'));
    socket.send(append('Never this.', 'a'));
    socket.send({ type: 'input_text_buffer.clear', context_id: 'a' });
    socket.send(commit('a'));
    await socket.until(({ type }) => type === DONE);
    expect(spoken(socket, 'a')).toBe(text.trim());
    await socket.say('Only this.', 'a');
    expect(spoken(socket, 'a')).toBe(`${text}Only this.`);
    socket.close();
  });
});

describe('word times', () => {
  it.each([
    ['en', 'In 1999, Dr. O’Neill paid $3.50, twice! “Why?” she said; well-known facts (see p. 12).', {}],
    ['fr', 'Où est-ce qu’il y a l’hôtel? Il coûte 25 € par nuit.', {}],
    ['zh', '你好，世界。今天是2024年。', {}],
    ['de', 'Der Straßenbahnfahrer fährt um 7.30 Uhr nach Köln.', { speed: '2' }],
    ['es', 'La niña comió tres manzanas y se fue.', { sample_rate: '16000' }],
    ['hi', 'नमस्ते दुनिया। आप कैसे हैं?', { speed: '0.5', sample_rate: '48000' }],
  ])('of %s are three lists of one length, in order, inside the sound', async (language, text, query) => {
    const socket = await open({ alignment: 'word', language, ...query });
    await socket.say(text, 'a');
    for (const message of socket.messages.filter(({ type }) => type === WORDS)) {
      expect(message).toMatchObject({ context_id: 'a', item_id: 'tts_1' });
      expect(message.start_seconds).toHaveLength(message.words?.length ?? 0);
      expect(message.end_seconds).toHaveLength(message.words?.length ?? 0);
    }
    const words = socket.words('a');
    expect(
      words
        .map(({ word }) => word)
        .join('')
        .replaceAll(/\s/g, ''),
    ).toBe(text.replaceAll(/\s/g, ''));
    let before = 0;
    for (const { start, end } of words) {
      expect(start).toBeGreaterThanOrEqual(before);
      expect(end).toBeGreaterThan(start);
      before = start;
    }
    const rate = Number(new Map(Object.entries(query)).get('sample_rate') ?? 24_000);
    expect(words.at(-1)?.end).toBeLessThanOrEqual(socket.audio('a').length / rate);
    socket.close();
  });
});

describe('the connections', () => {
  it('may be many at once: each is greeted and answered', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open()));
    await Promise.all(sockets.map((socket, index) => socket.say(`Number ${index}.`)));
    for (const socket of sockets) expect(socket.audio().length).toBeGreaterThan(10_000);
    for (const socket of sockets) socket.close();
  });

  it('may send a message in fragments', async () => {
    const url = `${port.url.replace('http', 'ws')}/audio/speech/websocket?voice=af_heart&segment=immediate`;
    const socket = new WebSocket(url, { headers: bearer });
    await new Promise((opened) => socket.once('open', opened));
    const done = new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => {
        if (data.includes(DONE)) resolve();
      }),
    );
    const frame = JSON.stringify(append(SENTENCE));
    socket.send(frame.slice(0, 10), { fin: false });
    socket.send(frame.slice(10, 50), { fin: false });
    socket.send(frame.slice(50), { fin: true });
    await done;
    socket.close();
  });

  it('may end in the middle of speech: the others go on', async () => {
    const [leaving, staying] = await Promise.all([open(), open()]);
    for (const name of ['a', 'b']) {
      leaving.send(append(`${SENTENCE} `.repeat(1_000), name));
      leaving.send(commit(name));
    }
    await leaving.until(({ type }) => type === AUDIO);
    leaving.close();
    await leaving.closed;
    await staying.say('Still here.');
    expect(staying.audio().length).toBeGreaterThan(10_000);
    staying.close();
  });
});
