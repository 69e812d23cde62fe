/**
 * The one way into the application. Every call of every program passes through here: its sender, name and input are
 * checked before the handler runs, its result after; whatever fails becomes a reply. No handler can opt out.
 */
import * as v from 'valibot';
import { errorPayload, LecternError } from '../core/errors.ts';
import {
  calls,
  events,
  type CallName,
  type CallReply,
  type EventName,
  type EventPayload,
  type Handlers,
} from './table.ts';

/** What the program found out about who sent the call: its own page, or anything else. */
export type Sender = 'trusted' | 'stranger';

/** A fault of the program itself, for its log: never an input, which may be a key or a person's text. */
export interface Fault {
  /** The call or event it happened in. */
  readonly where: string;
  readonly error: unknown;
}

/** @param sender Comes first, so that no caller can forget it. */
export type Dispatch = (sender: Sender, name: unknown, input: unknown) => Promise<CallReply>;

/**
 * @param report Gets what is not a `LecternError`: those are expected and told to the person, the others are our faults.
 */
export function createDispatch(handlers: Handlers, report: (fault: Fault) => void): Dispatch {
  return async (sender, name, input) => {
    try {
      if (sender !== 'trusted') throw new LecternError('refused', 'This page may not steer Lectern.');
      if (!isCallName(name)) throw new LecternError('bad-request', 'Lectern does not know this call.');
      return { ok: true, value: await run(handlers, name, input) };
    } catch (error) {
      if (!(error instanceof LecternError))
        report({ where: isCallName(name) ? name : 'unknown call', error });
      return { ok: false, error: errorPayload(error) };
    }
  };
}

async function run(handlers: Handlers, name: CallName, input: unknown): Promise<unknown> {
  const schema: { input: v.GenericSchema; output: v.GenericSchema } = calls[name];
  const checked = v.safeParse(schema.input, input);
  if (!checked.success)
    throw new LecternError(
      'bad-request',
      `Lectern could not use this request (${name}: ${places(checked.issues)}).`,
    );
  // The handler's own input type belongs to this name's schema, which has just made the value.
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  const result = v.safeParse(schema.output, await handler(checked.output));
  if (!result.success) throw new TypeError(`${name} answered against the contract: ${places(result.issues)}`);
  return result.output;
}

/**
 * An event as it may leave the application: only what the table declares.
 * @throws TypeError for a payload that breaks the contract: a fault of the sender.
 */
export function checkEvent<K extends EventName>(name: K, payload: EventPayload<K>): unknown {
  const schema: v.GenericSchema = events[name];
  const checked = v.safeParse(schema, payload);
  if (!checked.success) throw new TypeError(`event ${name} breaks the contract: ${places(checked.issues)}`);
  return checked.output;
}

export const isCallName = (name: unknown): name is CallName =>
  typeof name === 'string' && Object.hasOwn(calls, name);

export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(events, name);

/** Where the issues are, never what was there: a refused value may be a key or a person's text. */
function places(issues: readonly v.BaseIssue<unknown>[]): string {
  return [...new Set(issues.map((issue) => v.getDotPath(issue) ?? 'the whole'))].join(', ');
}
