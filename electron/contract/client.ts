/** The window's side of the contract, shared by every bridge: replies become values or real errors, events are checked. */
import * as v from 'valibot';
import { errorFromPayload, LecternError } from '../core/errors.ts';
import { errorPayload } from './schemas.ts';
import { calls, events, type CallOutput, type EventPayload, type LecternApi } from './table.ts';

/** What carries the contract: IPC, a WebSocket, or a direct line in tests. Everything it brings in is unknown. */
export interface Transport {
  /** @returns the `CallReply`. Rejects where no reply can come, with a `LecternError` if it knows why. */
  call(name: string, input: unknown): Promise<unknown>;
  /** @returns the function that ends the subscription. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}

const reply = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
  v.object({ ok: v.literal(false), error: errorPayload }),
]);

/** @param malformed Hears of an event that breaks the contract and was therefore not delivered. */
export function createApi(
  transport: Transport,
  malformed: (event: string) => void = () => undefined,
): LecternApi {
  return {
    async call(name, ...input) {
      const answer = v.safeParse(reply, await transport.call(name, input[0]));
      if (!answer.success) throw broken(name);
      if (!answer.output.ok) throw errorFromPayload(answer.output.error);
      const schema: v.GenericSchema<unknown, CallOutput<typeof name>> = outputOf(name);
      const value = v.safeParse(schema, answer.output.value);
      if (!value.success) throw broken(name);
      return value.output;
    },
    on(name, listener) {
      const schema = payloadOf(name);
      return transport.on(name, (payload) => {
        const checked = v.safeParse(schema, payload);
        if (checked.success) listener(checked.output);
        else malformed(name);
      });
    },
  };
}

const broken = (name: string) =>
  new LecternError('protocol', `The answer to ${name} could not be read. Reload the window.`);

// TypeScript does not see that a schema picked by a name belongs to that name's type: said here, once for each side.
const outputOf = <K extends keyof typeof calls>(name: K) =>
  calls[name].output as unknown as v.GenericSchema<unknown, CallOutput<K>>;
const payloadOf = <K extends keyof typeof events>(name: K) =>
  events[name] as unknown as v.GenericSchema<unknown, EventPayload<K>>;
