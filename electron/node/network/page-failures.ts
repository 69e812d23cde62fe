/** What can go wrong on the way to a web page, as kinds with a sentence each. No address stands in them but a host. */
import { LecternError } from '../../core/errors.ts';
import { ProxyFault } from './proxy.ts';

const SAVE_IT = 'Open it in your browser, save the page, and open the saved file.';

export const badAddress = () =>
  new LecternError('refused', 'This is no address of the web. It must begin with http:// or https://.');

export const nearby = (host: string) =>
  new LecternError(
    'refused',
    `${host} leads to this machine or its own network, and not to the web. If you mean it so, type its address as a number, such as 192.168.1.20.`,
  );

export const looping = () =>
  new LecternError('network', `This address only leads from one to the next, without end. ${SAVE_IT}`);

export const tookTooLong = () =>
  new LecternError('document-timeout', 'The site took too long to send the page. Try again later.', {
    retryable: true,
  });

/** An answer that brings no document; null where it may bring one. */
export function addressRefusal(status: number, contentType: string, host: string): LecternError | null {
  if (status >= 200 && status < 300) return kindRefusal(contentType);
  if (status === 404 || status === 410)
    return new LecternError(
      'document-missing',
      `There is no such page at ${host} (${status}). Check the address.`,
    );
  if ([401, 402, 403, 407, 451].includes(status))
    return new LecternError(
      'document-protected',
      `${host} does not hand out this page (${status}). ${SAVE_IT}`,
    );
  if (status === 429)
    return new LecternError(
      'network',
      `${host} wants to be asked less often (429). Wait a little, and try again.`,
      {
        retryable: true,
      },
    );
  if (status >= 500)
    return new LecternError('network', `${host} has a fault of its own (${status}). Try again later.`, {
      retryable: true,
    });
  return new LecternError('network', `${host} answered in a way that is no page (${status}). ${SAVE_IT}`);
}

const KINDS: readonly (readonly [pattern: RegExp, what: string, advice: string])[] = [
  [
    /^image\/(?!svg)/,
    'a picture',
    'A picture has no text to read. Give the address of the page that it is on.',
  ],
  [/^(?:audio|video)\//, 'a recording', 'It is for listening already: open it in your browser.'],
  [/^font\//, 'a font', 'There is no text in it.'],
];

function kindRefusal(contentType: string): LecternError | null {
  const type = contentType.trim().toLowerCase();
  const found = KINDS.find(([pattern]) => pattern.test(type));
  return found ? new LecternError('unsupported-format', `At this address is ${found[1]}. ${found[2]}`) : null;
}

/** @param error Of Node, of the proxy, or ours already. */
export function addressFault(error: unknown): LecternError {
  if (error instanceof LecternError) return error;
  if (error instanceof ProxyFault)
    return network('The network’s proxy could not be used. Check it in the settings.', error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code))
    return network(`The site’s certificate does not hold, so it may be another’s. ${SAVE_IT}`, error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return network('The site was not found. Check the address and the network.', error);
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code === 'ERR__ERROR_FORMAT_PADDING_1')
    return network(`What the site sent is damaged. ${SAVE_IT}`, error);
  return network('The site could not be reached. Check the address and the network.', error);
}

const network = (sentence: string, cause: unknown) =>
  new LecternError('network', sentence, { retryable: true, cause });
