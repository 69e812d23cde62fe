/**
 * The one way to a web page that a person named: http and https only, every hop looked at before it is taken, bounded in
 * time and size, without cookies, a referrer, or anything else that tells of the person.
 */
import type { IncomingMessage } from 'node:http';
import { request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { lookup as systemLookup } from 'node:dns/promises';
import type { FetchAddress, FetchedAddress } from '../../core/web-address.ts';
import { LecternError } from '../../core/errors.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { readBody, type BodyLimits } from './body.ts';
import { isPrivateIp, literalIp, saysItIsPrivate } from './private-address.ts';
import { addressFault, addressRefusal, badAddress, looping, nearby, tookTooLong } from './page-failures.ts';
import type { Network } from './network.ts';
import { asUtf8 } from './text-body.ts';

export interface GuardLimits extends BodyLimits {
  /** Milliseconds for all of it. */
  readonly total: number;
  readonly redirects: number;
}

export interface GuardedFetchOptions {
  readonly network: Pick<Network, 'route'>;
  /** Of the system, where nothing else is given. */
  readonly lookup?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  readonly limits?: Partial<GuardLimits>;
}

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

const LIMITS: GuardLimits = { bytes: 32_000_000, total: 60_000, silence: 20_000, redirects: 10 };

const HEADERS = {
  // A program that a person uses, and nothing that visits pages by itself.
  'user-agent': `Lectern/${manifest.version} (reads aloud what a person opens)`,
  accept:
    'text/html, application/xhtml+xml, application/epub+zip, application/pdf, text/*;q=0.9, application/*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
};

const REDIRECTS = [301, 302, 303, 307, 308];

export function createGuardedFetch(options: GuardedFetchOptions): FetchAddress {
  const limits = { ...LIMITS, ...options.limits };
  const resolve = options.lookup ?? ((hostname: string) => systemLookup(hostname, { all: true }));

  return async (address, given) => {
    const deadline = AbortSignal.timeout(limits.total);
    const signal = AbortSignal.any([given, deadline]);
    try {
      return await follow(parse(address), signal);
    } catch (error) {
      if (given.aborted) throw new LecternError('cancelled', 'Fetching the page was given up.');
      throw deadline.aborted ? tookTooLong() : addressFault(error);
    }
  };

  async function follow(typed: URL, signal: AbortSignal): Promise<FetchedAddress> {
    // Only the very place that was typed may be near; where it leads on to must be on the open internet.
    const trusted = saysItIsPrivate(typed.hostname) ? typed.origin : null;
    let url = typed;
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const answer = await ask(url, url.origin === trusted, signal);
      const { statusCode = 0, headers } = answer;
      if (REDIRECTS.includes(statusCode) && headers.location !== undefined) {
        answer.destroy();
        url = parse(headers.location, url);
        continue;
      }
      const refusal = addressRefusal(statusCode, headers['content-type'] ?? '', url.hostname);
      if (refusal) {
        answer.destroy();
        throw refusal;
      }
      const bytes = await readBody(answer, limits, signal);
      return { address: url.href, bytes: asUtf8(bytes, headers['content-type'] ?? '') };
    }
    throw looping();
  }

  /** Settles with the head of the answer. Whatever is done with the answer must read or destroy it. */
  async function ask(url: URL, nearIsFine: boolean, signal: AbortSignal): Promise<IncomingMessage> {
    const way = options.network.route(url.href, signal);
    const addresses = await addressesOf(url.hostname, way.agent !== undefined);
    if (!nearIsFine && addresses.some(({ address }) => isPrivateIp(address))) throw nearby(url.hostname);
    signal.throwIfAborted();
    const pinned: RequestOptions['lookup'] = (_, { all }, done) => {
      const [first] = addresses;
      if (all)
        done(
          null,
          addresses.map(({ address, family }) => ({ address, family })),
        );
      else done(null, first?.address ?? '', first?.family);
    };
    return new Promise((resolveAnswer, reject) => {
      const send = url.protocol === 'https:' ? requestSecure : requestPlain;
      const sent = send(
        url,
        // No agent's own sockets: one may be open to where a name led before.
        { headers: HEADERS, agent: way.agent ?? false, lookup: pinned, signal, timeout: limits.silence },
        resolveAnswer,
      );
      way.watch(sent);
      sent.on('timeout', () => sent.destroy(tookTooLong()));
      sent.on('error', (error) => reject(way.explain(error)));
      sent.end();
    });
  }

  /** @param byProxy Then the proxy resolves the name, and one that is not known here may be known there. */
  async function addressesOf(hostname: string, byProxy: boolean): Promise<readonly ResolvedAddress[]> {
    const literal = literalIp(hostname);
    if (literal !== null) return [{ address: literal, family: literal.includes(':') ? 6 : 4 }];
    try {
      return await resolve(hostname);
    } catch (error) {
      if (byProxy) return [];
      throw error;
    }
  }
}

/** Without a fragment, a name or a password. @throws LecternError `refused` for what is no address of the web. */
function parse(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw badAddress();
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress();
  url.hash = url.username = url.password = '';
  return url;
}
