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
} from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 1 });
const KEY = 'a-key-of-this-start';
const port = await voice.listen({ port: 0, key: KEY });
afterAll(() => voice.close());

const open = (query: Readonly<Record<string, string>> = {}) =>
  openSpeech(port, { voice: 'af_heart', segment: 'never', api_key: KEY, ...query });
describe('one connection', () => {
  it('holds 100 named contexts beside the default one, and refuses the 101st', async () => {
    const socket = await open();
    await socket.say('The default one.');
    for (let index = 1; index <= 101; index++) socket.send(append('Some text.', `c${index}`));
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({
      context_id: 'c101',
      error: { type: 'invalid_request_error', param: 'context_id', code: 'too_many_contexts' },
    });
    await socket.say('The 100th has its place.', 'c100');
    socket.send(cancel('c7'));
    await socket.say('Now there is one more.', 'c101');
    expect(socket.messages.filter(({ type }) => type === FAILED)).toHaveLength(1);
    socket.close();
  });

  it('begins a cancelled id anew: the address’s settings, items from the first, nothing of the old', async () => {
    const socket = await open({ alignment: 'word' });
    socket.send(update({ alignment: 'none' }, 'a'));
    socket.send(append('This was never to be heard. '.repeat(200), 'a'));
    socket.send(commit('a'));
    await socket.until(({ type }) => type === AUDIO);
    socket.send(append('Nor this.', 'a'));
    socket.send(cancel('a'));
    await socket.until(({ type }) => type === 'context.cancelled');
    const before = socket.messages.length;
    await socket.say('Only this.', 'a');
    const after = socket.messages.slice(before);
    expect(after.flatMap(({ words = [] }) => words)).toEqual(['Only', 'this.']);
    expect(new Set(after.flatMap(({ item_id = [] }) => item_id))).toEqual(new Set(['tts_1']));
    expect(after.filter(({ type }) => type === DONE)).toHaveLength(1);
    socket.close();
  });

  it('calls the default context as the client does', async () => {
    const socket = await open();
    socket.send(update({ speed: 1.5 }));
    expect(await socket.until(({ type }) => type === 'session.updated')).not.toHaveProperty('context_id');
    await socket.say('With its name.', 'default');
    socket.send(update({ speed: 1.5 }, 'a'));
    expect(await socket.until(({ type }) => type === 'session.updated', 2)).toHaveProperty('context_id', 'a');
    socket.send({ type: 'context.cancel' });
    expect(await socket.until(({ type }) => type === 'context.cancelled')).not.toHaveProperty('context_id');
    await socket.say('And again.', 'default');
    socket.close();
  });

  it('holds only so much that waits to be spoken, and goes on', async () => {
    const socket = await open();
    const text = 'And on and on it went. '.repeat(4_000);
    for (let round = 0; round < 15; round++) {
      socket.send(append(text, 'a'));
      socket.send(commit('a'));
    }
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({ context_id: 'a', error: { code: 'text_too_long', param: 'text' } });
    socket.send(cancel('a'));
    await socket.say('There is room again.', 'b');
    socket.close();
  });

  it('holds only so many items that wait, however short', async () => {
    const socket = await open({ segment: 'immediate' });
    const long = append('And on and on it went. '.repeat(4_000), 'a');
    socket.send(long);
    for (let index = 0; index < 10_100; index++) socket.send(append('x', 'a'));
    expect(await socket.until(({ type }) => type === FAILED)).toMatchObject({
      error: { code: 'text_too_long' },
    });
    socket.send(cancel('a'));
    await socket.say('There is room again.', 'b');
    socket.close();
  });

  it('is closed by a message beyond all measure, alone', async () => {
    const [loud, other] = [await open(), await open()];
    loud.send(append('a'.repeat(1_100_000)));
    expect(await loud.closed).toBe(1009);
    await other.say('Still here.');
    other.close();
  });

  it('answers pings', async () => {
    const socket = new WebSocket(`${port.url.replace('http', 'ws')}/audio/speech/websocket?voice=af_heart`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    await new Promise((opened) => socket.once('open', opened));
    const pong = new Promise<string>((resolve) => socket.once('pong', (data) => resolve(data.toString())));
    socket.ping('still there?');
    expect(await pong).toBe('still there?');
    socket.close();
  });
});

describe('what the embedded server refuses', () => {
  it.each([
    ['an unknown voice', { voice: 'nobody' }, 'voice', 'voice_not_found'],
    [
      'a mixed voice whose plus was not encoded',
      { model: 'hexgrad/Kokoro-82M', voice: 'af_bella(2) af_heart(1)' },
      'voice',
      'voice_not_found',
    ],
    ['an unknown model', { model: 'gpt' }, 'model', 'model_not_available'],
    ['opus', { response_format: 'opus' }, 'response_format', 'unsupported_format'],
    ['aac', { response_format: 'aac' }, 'response_format', 'unsupported_format'],
    ['a format that is none', { response_format: 'midi' }, 'response_format', 'invalid_value'],
    ['a strange rate', { sample_rate: '12345' }, 'sample_rate', 'invalid_value'],
    ['a speed that is none', { speed: 'fast' }, 'speed', 'invalid_value'],
    ['a speed of nothing', { speed: '0' }, 'speed', 'invalid_value'],
    ['a part of half a character', { max_partial_length: '0.5' }, 'max_partial_length', 'invalid_value'],
    ['no name for a voice', { voice: '' }, 'voice', 'invalid_value'],
    ['an unknown segment mode', { segment: 'paragraph' }, 'segment', 'invalid_value'],
    ['an unknown alignment', { alignment: 'phoneme' }, 'alignment', 'invalid_value'],
  ])('%s in the address: failed comes first, instead of session.created', async (_, query, param, code) => {
    const socket = await open(query);
    expect(socket.messages).toHaveLength(1);
    expect(socket.messages[0]).toMatchObject({
      type: FAILED,
      error: { type: 'invalid_request_error', param, code },
    });
    expect(await socket.closed).toBe(1008);
  });

  it.each([
    ['malformed JSON', '{"type":', 'invalid_message'],
    ['a message without a type', '{}', 'invalid_message'],
    ['an append without text', '{"type":"input_text_buffer.append"}', 'invalid_message'],
    ['an unknown type', '{"type":"make.coffee"}', 'unknown_type'],
    ['JSON that is no object', '5', 'invalid_message'],
    ['an append of something else', '{"type":"input_text_buffer.append","text":["a"]}', 'invalid_message'],
    ['a context that is no string', '{"type":"input_text_buffer.commit","context_id":7}', 'invalid_message'],
    ['an update without a session', '{"type":"tts_session.updated"}', 'invalid_value'],
    ['a binary frame', Buffer.from([1, 2, 3]), 'invalid_message'],
    ['too much text', JSON.stringify(append('a'.repeat(100_001))), 'text_too_long'],
    [
      'a rule that is none',
      JSON.stringify(update({ extra_params: { pronunciation_dict: ['x'] } })),
      'invalid_value',
    ],
  ])('%s, and goes on', async (_, frame, code) => {
    const socket = await open();
    socket.send(frame);
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed.error?.code).toBe(code);
    await socket.say('Still here.');
    expect(socket.audio().length).toBeGreaterThan(10_000);
    socket.close();
  });
});
