import { describe, expect, it } from 'vitest';
import { createApi, type Transport } from '../../electron/contract/client.ts';
import { checkEvent, createDispatch, type Fault } from '../../electron/contract/dispatch.ts';
import {
  calls,
  events,
  type CallName,
  type EventName,
  type Handlers,
} from '../../electron/contract/table.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { callSamples, eventSamples, id } from './samples.ts';

const callNames = Object.keys(calls) as CallName[];
const eventNames = Object.keys(events) as EventName[];

/** Handlers that answer what the test wants, and remember what reached them. */
function setUp(answer: (name: CallName) => unknown = (name) => callSamples[name].output) {
  const reached: { name: CallName; input: unknown }[] = [];
  const faults: Fault[] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      async (input: unknown) => {
        reached.push({ name, input });
        return answer(name);
      },
    ]),
  ) as unknown as Handlers;
  return { dispatch: createDispatch(handlers, (fault) => faults.push(fault)), reached, faults };
}

describe.each(callNames)('the call %s', (name) => {
  const sample = callSamples[name];

  it('passes a right input and a right result', async () => {
    const { dispatch, reached, faults } = setUp();
    expect(await dispatch('trusted', name, sample.input)).toEqual({ ok: true, value: sample.output });
    expect(reached).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('refuses a wrong input before the handler, without repeating it', async () => {
    const { dispatch, reached } = setUp();
    const reply = await dispatch('trusted', name, sample.badInput);
    expect(reply).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
    expect(reached).toEqual([]);
  });

  it('refuses a wrong result, and reports it', async () => {
    const { dispatch, faults } = setUp(() => sample.badOutput);
    expect(await dispatch('trusted', name, sample.input)).toMatchObject({
      ok: false,
      error: { kind: 'internal' },
    });
    expect(faults.map((fault) => fault.where)).toEqual([name]);
  });

  it('refuses a stranger', async () => {
    const { dispatch, reached } = setUp();
    expect(await dispatch('stranger', name, sample.input)).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
    expect(reached).toEqual([]);
  });
});

describe('dispatch', () => {
  it.each(['nothing.here', '__proto__', 'constructor', '', 7, null, undefined, ['app.info']])(
    'refuses the name %j',
    async (name) => {
      const { dispatch } = setUp();
      expect(await dispatch('trusted', name, undefined)).toMatchObject({
        ok: false,
        error: { kind: 'bad-request' },
      });
    },
  );

  it('drops what the contract does not declare from inputs and results', async () => {
    const { dispatch, reached } = setUp(() => ({
      ...callSamples['key.status'].output,
      key: 'sk-never-to-be-seen',
    }));
    const reply = await dispatch('trusted', 'key.set', { key: ' sk-1 ', more: true });
    expect(reply).toEqual({ ok: true, value: callSamples['key.status'].output });
    expect(reached[0]?.input).toEqual({ key: 'sk-1' });
  });

  it('never repeats a refused value', async () => {
    const { dispatch } = setUp();
    const reply = await dispatch('trusted', 'key.set', { key: 'sk-secret'.repeat(100) });
    expect(JSON.stringify(reply)).not.toContain('sk-secret');
  });

  it('hands a LecternError over as it is, and hides what any other error says', async () => {
    const expected = new LecternError('rate-limited', 'Wait.', { retryable: true, retryAfter: 20 });
    const first = setUp(() => Promise.reject(expected));
    expect(await first.dispatch('trusted', 'library.list', undefined)).toEqual({
      ok: false,
      error: { kind: 'rate-limited', message: 'Wait.', retryable: true, retryAfter: 20 },
    });
    expect(first.faults).toEqual([]);
    const second = setUp(() => Promise.reject(new Error('at /home/someone/secret')));
    const reply = await second.dispatch('trusted', 'library.list', undefined);
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(second.faults).toHaveLength(1);
  });
});

describe.each(eventNames)('the event %s', (name) => {
  const sample = eventSamples[name];

  it('leaves when it keeps the contract, and only then', () => {
    expect(checkEvent(name, sample.payload)).toEqual(sample.payload);
    expect(() => checkEvent(name, sample.bad as never)).toThrow(TypeError);
  });

  it('reaches the listener when it keeps the contract, and only then', () => {
    const sent: { listener?: (payload: unknown) => void } = {};
    const malformed: string[] = [];
    const api = createApi(
      {
        call: () => Promise.reject(new Error('no calls here')),
        on: (_name, listener) => {
          sent.listener = listener;
          return () => delete sent.listener;
        },
      },
      (event) => malformed.push(event),
    );
    const heard: unknown[] = [];
    const stop = api.on(name, (payload) => heard.push(payload));
    sent.listener?.(sample.payload);
    sent.listener?.(sample.bad);
    expect(heard).toEqual([sample.payload]);
    expect(malformed).toEqual([name]);
    stop();
    expect(sent.listener).toBeUndefined();
  });
});

describe('the client', () => {
  const over = (call: Transport['call']) => createApi({ call, on: () => () => undefined });

  it('gives back the value', async () => {
    const { dispatch } = setUp();
    const api = over((name, input) => dispatch('trusted', name, input));
    expect(await api.call('document.open', { id })).toEqual(callSamples['document.open'].output);
    expect(await api.call('library.remove', { id })).toBeUndefined();
  });

  it('rejects with a real error', async () => {
    const api = over(async () => ({
      ok: false,
      error: { kind: 'disk-full', message: 'The disk is full.', retryable: true, retryAfter: null },
    }));
    const error = await api.call('library.list').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LecternError);
    expect(error).toMatchObject({ kind: 'disk-full', message: 'The disk is full.', retryable: true });
  });

  it.each([undefined, null, 'yes', { ok: 'perhaps' }, { ok: false }, { ok: true, value: [{ id: 1 }] }])(
    'refuses the reply %j',
    async (reply) => {
      await expect(over(async () => reply).call('library.list')).rejects.toMatchObject({
        kind: 'protocol',
      });
    },
  );
});
