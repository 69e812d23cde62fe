/**
 * What can go wrong between us and a speech server, as kinds with a sentence each. Nothing that the server or a
 * library said goes into a sentence, since it may repeat the key; only a code made of lower-case words does.
 */
import { LecternError } from '../../core/errors.ts';
import { isRecord } from '../../core/speech/json.ts';
import type { ServiceError } from '../../core/speech/protocol.ts';
import { ProxyFault } from '../network/proxy.ts';
import type { Refusal } from './refusal.ts';

/** The sentences for one server. */
export class Failures {
  readonly #service: string;

  /** @param service As a sentence's first words: "Together AI", "The offline voice". */
  constructor(service: string) {
    this.#service = service;
  }

  /** The server answered with something else than a WebSocket, or than speech. */
  refusal({ status, retryAfter, error }: Refusal): LecternError {
    switch (status) {
      case 401:
      case 403:
        return this.#keyRefused();
      case 402:
        return this.#spendingLimit();
      case 404:
        return this.#say(
          'model-unavailable',
          'does not know this address or this model. Check the settings.',
        );
      case 429:
        return this.#rateLimited(retryAfter);
      default:
        if (status >= 500) return this.#overloaded(retryAfter);
        return error && status >= 400
          ? this.fromService(error, false)
          : this.#say('protocol', 'did not answer as a speech service does. Check its address.');
    }
  }

  /**
   * `conversation.item.tts.failed` or `error`. The codes are not all documented; what is not known refuses the text.
   * @param mayPass A refusal of the text may not last: it names no cause, or may be meant for another text.
   */
  fromService(error: ServiceError, mayPass = error.code === null && error.type === null): LecternError {
    const named = `${error.code ?? ''} ${error.type ?? ''}`.toLowerCase();
    const has = (...names: readonly string[]) => names.some((name) => named.includes(name));
    if (has('api_key', 'authentication', 'unauthorized', 'permission', '401', '403'))
      return this.#keyRefused();
    if (has('spending', 'billing', 'credit', 'payment', 'insufficient', '402')) return this.#spendingLimit();
    if (has('rate_limit', 'too_many', '429')) return this.#rateLimited(null);
    if (has('overloaded', 'service_unavailable', 'server_error', 'internal', 'timeout', '500', '503'))
      return this.#overloaded(null);
    if (has('model') || error.param === 'model')
      return this.#say('model-unavailable', 'does not offer this model now. Choose another voice.');
    if (has('voice') || error.param === 'voice' || /\bvoices?\b/i.test(error.message))
      return this.#say('voice-unknown', 'does not know this voice. Choose another one.');
    const code = /^[a-z]+(_[a-z]+)*$/.test(error.code ?? '') ? ` (${error.code})` : '';
    return this.#say(
      'speech-refused',
      `refused to speak this passage${code}. Skip it, or choose another voice.`,
      { retryable: mayPass },
    );
  }

  /** The socket could not be opened, or broke. @param error Of Node, `ws` or the proxy; null: it closed without one. */
  fault(error: unknown): LecternError {
    if (error instanceof ProxyFault) return this.#proxy(error.reason);
    const code = codeOf(error);
    if (code === 'ERR_INVALID_CHAR') return this.#keyUnusable(); // a header takes no line breaks and the like
    if (code === 'ERR_INVALID_URL' || error instanceof SyntaxError) return this.#addressUnusable();
    return code?.startsWith('WS_ERR') ? this.unusable() : this.#network(code);
  }

  #network(code: string | null): LecternError {
    if (code !== null && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code))
      return new LecternError(
        'network',
        `The connection to ${this.#inside} is not trustworthy: its certificate does not hold. Check the date of this computer and the network.`,
      );
    const sentence =
      code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? `${this.#service} cannot be found. Check the connection to the internet.`
        : code === 'ECONNREFUSED'
          ? `${this.#service} cannot be reached: the connection was refused. Check its address and the network.`
          : `The connection to ${this.#inside} was lost. Check the connection to the internet.`;
    return new LecternError('network', sentence, { retryable: true });
  }

  #proxy(reason: ProxyFault['reason']): LecternError {
    if (reason === 'unusable')
      return new LecternError(
        'network',
        'The network proxy is no address of a proxy. Write it in the settings as http://HOST:PORT, or take it out.',
      );
    if (reason === 'unreachable')
      return new LecternError(
        'network',
        'The network proxy cannot be reached. Check its address in the settings, and the network.',
        { retryable: true },
      );
    if (reason === 407)
      return new LecternError(
        'network',
        'The network proxy wants a name and a password. Write them in the settings: http://NAME:PASSWORD@HOST:PORT.',
      );
    return new LecternError(
      'network',
      `The network proxy lets nothing through to ${this.#inside} (${reason}). Ask whoever runs it, or use another.`,
      { retryable: reason >= 500 },
    );
  }

  /** The peer has not answered for too long. */
  silent(): LecternError {
    return new LecternError(
      'network',
      `${this.#service} does not answer. Check the connection to the internet.`,
      { retryable: true },
    );
  }

  speechTimeout(): LecternError {
    return this.#say('speech-timeout', 'took too long with this passage. Try again.', { retryable: true });
  }

  /** @param retryable False where the text has nothing to say: asking again would not help. */
  speechEmpty(retryable: boolean): LecternError {
    return this.#say(
      'speech-empty',
      'sent no speech, or too little, for this passage. Try again, or skip it.',
      {
        retryable,
      },
    );
  }

  /** The server gave a passage up before its end. */
  brokenOff(): LecternError {
    return this.#say('speech-refused', 'broke off in this passage. Try again.', { retryable: true });
  }

  /** Sound came that may be of any passage; it is asked for again, one at a time. */
  mixedUp(): LecternError {
    return this.#say('protocol', 'does not say which passage its sound is of. Try again.', {
      retryable: true,
    });
  }

  /** The server sent what no client can use. */
  unusable(): LecternError {
    return this.#say('protocol', 'sent something that is no speech. Try again.', { retryable: true });
  }

  keyMissing(): LecternError {
    return new LecternError('key-missing', `${this.#service} needs a key. Enter it in the settings.`);
  }

  #addressUnusable(): LecternError {
    return new LecternError(
      'network',
      `The address of ${this.#inside} is none that can be connected to. Check the settings.`,
    );
  }

  /** A key that cannot even be sent, such as one with a line break in it. */
  #keyUnusable(): LecternError {
    return new LecternError(
      'key-refused',
      'The key has characters that no key can have. Enter it again in the settings.',
    );
  }

  #keyRefused(): LecternError {
    return this.#say('key-refused', 'does not take the key. Check it in the settings.');
  }

  #spendingLimit(): LecternError {
    return this.#say(
      'spending-limit',
      'says that the spending limit is reached. Raise it in your account there.',
    );
  }

  #rateLimited(retryAfter: number | null): LecternError {
    return this.#say('rate-limited', 'asks for a pause: too many requests.', { retryable: true, retryAfter });
  }

  #overloaded(retryAfter: number | null): LecternError {
    return this.#say('overloaded', 'is overloaded or has trouble of its own. Try again in a while.', {
      retryable: true,
      retryAfter,
    });
  }

  #say(
    kind: LecternError['kind'],
    predicate: string,
    options: { readonly retryable?: boolean; readonly retryAfter?: number | null } = {},
  ): LecternError {
    return new LecternError(kind, `${this.#service} ${predicate}`, options);
  }

  /** The name inside a sentence. */
  get #inside(): string {
    return this.#service.replace(/^The /, 'the ');
  }
}

/** Of an error of Node's or of a library's, which may lie inside another. */
function codeOf(error: unknown): string | null {
  if (!isRecord(error)) return null;
  return typeof error['code'] === 'string' ? error['code'] : codeOf(error['cause']);
}

/** The other side hung up. Null: without an error. */
export function isCutOff(error: Error | null): boolean {
  return error === null || ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(codeOf(error) ?? '');
}

/** While the socket was opened: the other side answered, and not as the protocol has it. */
export function isGarbled(error: Error | null): boolean {
  const code = codeOf(error);
  return error !== null && !(error instanceof ProxyFault) && (code === null || code.startsWith('HPE_'));
}
