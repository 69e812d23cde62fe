import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeServerMessage,
  parseServiceError,
  type ClientMessage,
  type ServerMessage,
} from '../../../electron/core/speech/protocol.ts';
import { ALIGNMENT_MODES, RESPONSE_FORMATS, SEGMENT_MODES } from '../../../electron/core/speech/settings.ts';

const contextId = fc.option(fc.string(), { nil: null });
const ofItem = { contextId, itemId: fc.option(fc.string(), { nil: null }) };
const positive = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const session = fc.record(
  {
    model: fc.string({ minLength: 1 }),
    voice: fc.string({ minLength: 1 }),
    language: fc.string({ minLength: 1 }),
    responseFormat: fc.constantFrom(...RESPONSE_FORMATS),
    sampleRate: positive,
    speed: positive,
    maxPartialLength: fc.integer({ min: 1, max: 1_000_000 }),
    alignment: fc.constantFrom(...ALIGNMENT_MODES),
    segment: fc.constantFrom(...SEGMENT_MODES),
    pronunciation: fc.array(fc.string()),
  },
  { requiredKeys: [] },
);
const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({ type: fc.constant('append' as const), contextId, text: fc.string({ unit: 'grapheme' }) }),
  fc.record({ type: fc.constantFrom('commit' as const, 'clear' as const, 'cancel' as const), contextId }),
  fc.record({ type: fc.constant('update' as const), contextId, session }),
);
const seconds = fc.double({ min: 0, max: 100, noNaN: true, noDefaultInfinity: true });
const wordTime = fc
  .record({ word: fc.string(), start: seconds, length: seconds })
  .map(({ word, start, length }) => ({ word, start, end: start + length }));
const error = fc.record({
  message: fc.string(),
  type: fc.option(fc.string()),
  param: fc.option(fc.string()),
  code: fc.option(fc.string()),
});
const serverMessage: fc.Arbitrary<ServerMessage> = fc.oneof(
  fc.record({
    type: fc.constant('created' as const),
    id: fc.string(),
    model: fc.string(),
    voice: fc.string(),
  }),
  fc.record({ type: fc.constant('received' as const), contextId, text: fc.string() }),
  fc.record({ type: fc.constant('audio' as const), ...ofItem, delta: fc.base64String() }),
  fc.record({ type: fc.constant('words' as const), ...ofItem, words: fc.array(wordTime) }),
  fc.record({ type: fc.constant('done' as const), ...ofItem }),
  fc.record({ type: fc.constantFrom('updated' as const, 'cancelled' as const), contextId }),
  fc.record({ type: fc.constantFrom('failed' as const, 'error' as const), contextId, error }),
);

describe('messages of the speech protocol', () => {
  it('come out as they went in, from client to server', () => {
    fc.assert(
      fc.property(clientMessage, (m) => {
        expect(decodeClientMessage(encodeClientMessage(m))).toEqual(m);
      }),
    );
  });

  it('come out as they went in, from server to client', () => {
    fc.assert(
      fc.property(serverMessage, (m) => {
        expect(decodeServerMessage(encodeServerMessage(m))).toEqual(m);
      }),
    );
  });

  it('are understood or named, whatever arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (frame) => {
        expect(decodeServerMessage(frame)).toHaveProperty('type');
        expect(decodeClientMessage(frame)).toHaveProperty('type');
      }),
    );
  });

  it('have the field names of the wire', () => {
    const rules = ['omg/oh my god'];
    const update: ClientMessage = {
      type: 'update',
      contextId: 'c1',
      session: { voice: 'af_heart', language: 'en', maxPartialLength: 300, pronunciation: rules },
    };
    expect(JSON.parse(encodeClientMessage(update))).toEqual({
      type: 'tts_session.updated',
      context_id: 'c1',
      session: {
        voice: 'af_heart',
        language: 'en',
        max_partial_length: 300,
        extra_params: { pronunciation_dict: rules },
      },
    });
    expect(JSON.parse(encodeClientMessage({ type: 'append', contextId: null, text: 'Hello.' }))).toEqual({
      type: 'input_text_buffer.append',
      text: 'Hello.',
    });
  });
});

const server = (message: object) => decodeServerMessage(JSON.stringify(message));
const wordsMessage = (fields: object) => ({
  type: 'conversation.item.word_timestamps',
  item_id: 'tts_1',
  context_id: 'c1',
  ...fields,
});

describe('what a server sends', () => {
  it('may be a word list under "timestamps"', () => {
    const timestamps = { words: ['Hello', 'world'], start_seconds: [0, 0.4], end_seconds: [0.4, 0.8] };
    expect(server(wordsMessage({ timestamps }))).toEqual(server(wordsMessage(timestamps)));
    expect(server(wordsMessage(timestamps))).toMatchObject({
      type: 'words',
      words: [
        { word: 'Hello', start: 0, end: 0.4 },
        { word: 'world', start: 0.4, end: 0.8 },
      ],
    });
  });

  it.each([
    ['arrays of different length', { words: ['a', 'b'], start_seconds: [0], end_seconds: [1] }],
    ['a time that is no number', { words: ['a'], start_seconds: ['0'], end_seconds: [1] }],
    ['a time before the start', { words: ['a'], start_seconds: [-1], end_seconds: [1] }],
    ['a word that is no string', { words: [1], start_seconds: [0], end_seconds: [1] }],
    ['nothing', {}],
  ])('is malformed with %s for words', (_, fields) => {
    expect(server(wordsMessage(fields))).toMatchObject({ type: 'malformed', contextId: 'c1' });
  });

  it('lets no word end before it starts', () => {
    const message = server(wordsMessage({ words: ['a'], start_seconds: [2], end_seconds: [1] }));
    expect(message).toMatchObject({ words: [{ start: 2, end: 2 }] });
  });

  it('is malformed without a delta, without a type and where it is no JSON', () => {
    const delta = { type: 'conversation.item.audio_output.delta', context_id: 'c1', delta: 7 };
    expect(server(delta)).toMatchObject({ type: 'malformed', contextId: 'c1' });
    expect(server({})).toMatchObject({ type: 'malformed', contextId: null });
    expect(server([])).toMatchObject({ type: 'malformed', contextId: null });
    expect(decodeServerMessage('{')).toMatchObject({ type: 'malformed', contextId: null });
  });

  it('is unknown and harmless with a type of tomorrow', () => {
    expect(server({ type: 'conversation.item.visemes', delta: 1 })).toEqual({
      type: 'unknown',
      name: 'conversation.item.visemes',
    });
  });

  it('may put an error in any shape', () => {
    const none = { type: null, param: null, code: null };
    expect(parseServiceError('no')).toEqual({ ...none, message: 'no' });
    expect(parseServiceError({ message: 'no', code: 429 })).toEqual({ ...none, message: 'no', code: '429' });
    expect(parseServiceError(null)).toEqual({ ...none, message: '' });
  });
});

describe('what a client sends', () => {
  it('is malformed with a setting that cannot be, and says which', () => {
    const update = (session: unknown) =>
      decodeClientMessage(JSON.stringify({ type: 'tts_session.updated', context_id: 'c1', session }));
    expect(update({ segment: 'often' })).toMatchObject({
      type: 'malformed',
      param: 'segment',
      contextId: 'c1',
    });
    expect(update({ speed: -1 })).toMatchObject({ type: 'malformed', param: 'speed' });
    expect(update({ extra_params: { pronunciation_dict: [1] } })).toMatchObject({
      param: 'pronunciation_dict',
    });
    expect(update(null)).toMatchObject({ type: 'malformed', param: 'session' });
    expect(update({ voice: 'af_heart', colour: 'red' })).toMatchObject({
      type: 'update',
      session: { voice: 'af_heart' },
    });
  });

  it('is malformed without text and with a context that is no string', () => {
    const append = 'input_text_buffer.append';
    expect(decodeClientMessage(JSON.stringify({ type: append }))).toMatchObject({ type: 'malformed' });
    expect(decodeClientMessage(JSON.stringify({ type: append, text: 'a', context_id: 1 }))).toMatchObject({
      type: 'malformed',
    });
  });
});
