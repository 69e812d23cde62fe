import { describe, expect, it } from 'vitest';
import {
  createSocketTransport,
  type Connect,
  type LineState,
} from '../../../renderer/bridge/socket-transport.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

/** Lines as they are dialled; the test decides what becomes of each. */
function setUp() {
  const clock = createManualClock();
  const lines: { on: Parameters<Connect>[0]; sent: unknown[]; closing: boolean; closed: boolean }[] = [];
  const states: LineState[] = [];
  const transport = createSocketTransport(
    (on) => {
      const line = { on, sent: [] as unknown[], closing: false, closed: false };
      lines.push(line);
      return {
        send(text) {
          if (!line.closing) line.sent.push(JSON.parse(text));
          return !line.closing;
        },
        close: () => {
          line.closed = true;
        },
      };
    },
    clock,
    (state) => states.push(state),
  );
  const line = (at: number) => {
    const found = lines[at];
    if (!found) throw new Error(`line ${at} was not dialled`);
    return found;
  };
  return { clock, lines, line, states, transport };
}

describe('the contract over a socket', () => {
  it('holds calls until the line is open, then sends them and takes answers in any order', async () => {
    const { line, transport, states } = setUp();
    const one = transport.call('settings.get', undefined);
    const two = transport.call('document.open', { id: 'x' });
    expect(line(0).sent).toEqual([]);
    line(0).on.open();
    expect(line(0).sent).toEqual([
      { id: 1, call: 'settings.get' },
      { id: 2, call: 'document.open', input: { id: 'x' } },
    ]);
    line(0).on.message('{"id":2,"reply":{"ok":true,"value":2}}');
    line(0).on.message('{"id":1,"reply":{"ok":true,"value":1}}');
    expect(await Promise.all([one, two])).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ]);
    expect(states).toEqual(['connecting', 'open']);
  });

  it('hands events to their listeners until they end', () => {
    const { line, transport } = setUp();
    const heard: unknown[] = [];
    const end = transport.on('library.changed', (payload) => heard.push(payload));
    line(0).on.open();
    line(0).on.message('{"event":"library.changed","payload":{}}');
    line(0).on.message('{"event":"settings.changed","payload":{"theme":"dark"}}');
    end();
    line(0).on.message('{"event":"library.changed","payload":{}}');
    expect(heard).toEqual([{}]);
  });

  it('rejects what was sent when the line breaks, and keeps what was not', async () => {
    const { clock, line, transport, states } = setUp();
    line(0).on.open();
    const sent = transport.call('settings.get', undefined);
    line(0).on.close();
    const waiting = transport.call('library.list', undefined);
    await expect(sent).rejects.toMatchObject({ kind: 'network', retryable: true });
    clock.advance(250);
    line(1).on.open();
    expect(line(1).sent).toEqual([{ id: 2, call: 'library.list' }]);
    line(1).on.message('{"id":2,"reply":{"ok":true,"value":[]}}');
    expect(await waiting).toEqual({ ok: true, value: [] });
    expect(states).toEqual(['connecting', 'open', 'lost', 'open']);
  });

  it('keeps what is asked while the line is about to close, which nobody would hear', async () => {
    const { clock, line, transport } = setUp();
    line(0).on.open();
    line(0).closing = true;
    const waiting = transport.call('library.list', undefined);
    line(0).on.close();
    clock.advance(250);
    line(1).on.open();
    expect([line(0).sent, line(1).sent]).toEqual([[], [{ id: 1, call: 'library.list' }]]);
    line(1).on.message('{"id":1,"reply":{"ok":true,"value":[]}}');
    expect(await waiting).toEqual({ ok: true, value: [] });
  });

  it('waits longer after every failure, up to eight seconds, and short again after a success', () => {
    const { clock, lines, line } = setUp();
    const waits = [250, 500, 1000, 2000, 4000, 8000, 8000];
    waits.forEach((wait, at) => {
      line(at).on.close();
      clock.advance(wait - 1);
      expect(lines).toHaveLength(at + 1);
      clock.advance(1);
      expect(lines).toHaveLength(at + 2);
    });
    line(waits.length).on.open();
    line(waits.length).on.close();
    clock.advance(250);
    expect(lines).toHaveLength(waits.length + 2);
  });

  it('tries at once when it is asked to, and only one line at a time', () => {
    const { clock, lines, line, transport } = setUp();
    transport.retryNow();
    expect(lines).toHaveLength(1);
    line(0).on.close();
    transport.retryNow();
    clock.advance(60_000);
    expect(lines).toHaveLength(2);
  });

  it.each(['', '{', '[]', '{"id":"x"}', '7', null])('overlooks %o', async (message) => {
    const { line, transport } = setUp();
    line(0).on.open();
    const call = transport.call('settings.get', undefined);
    line(0).on.message(message);
    line(0).on.message('{"id":99,"reply":1}');
    line(0).on.message('{"id":1,"reply":"here"}');
    expect(await call).toBe('here');
  });

  it('ends for good when it is closed', async () => {
    const { clock, lines, line, transport } = setUp();
    const call = transport.call('settings.get', undefined);
    transport.close();
    await expect(call).rejects.toMatchObject({ kind: 'network' });
    expect(line(0).closed).toBe(true);
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    await expect(transport.call('settings.get', undefined)).rejects.toMatchObject({ kind: 'network' });
  });
});
