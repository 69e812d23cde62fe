/**
 * Which proxy stands between us and an address: that of the settings, else that of the environment, by the names that
 * curl and most programs read. There is no standard; the rules are curl's ("Environment variables" in its manual).
 * (The package `proxy-from-env` looks into the process's environment itself, and knows no `wss:`.)
 */

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy cannot be used, does not answer, or did not make a tunnel. Its address is never told: it may hold a password. */
export class ProxyFault extends Error {
  /** `unusable`: what names it is no address of a proxy; `unreachable`: nobody is there; else the status it answered. */
  readonly reason: 'unusable' | 'unreachable' | number;

  constructor(reason: ProxyFault['reason'], cause?: unknown) {
    super(`proxy: ${reason}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/**
 * @param target Of the service: `ws:`, `wss:`, `http:` or `https:`.
 * @param setting The settings' own: for every address that is not this machine. Null: the environment decides.
 * @returns null where the way is direct.
 * @throws ProxyFault `unusable`
 */
export function proxyFor(target: URL, setting: string | null, env: Environment): URL | null {
  if (isLoopback(target.hostname)) return null;
  if (setting !== null) return proxyAddress(setting);
  const read = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || null;
  const named = read(isSecure(target) ? 'https_proxy' : 'http_proxy') ?? read('all_proxy');
  return named === null || isExcepted(target, read('no_proxy') ?? '') ? null : proxyAddress(named);
}

const isSecure = (target: URL) => target.protocol === 'wss:' || target.protocol === 'https:';

/** A proxy elsewhere could only reach a loopback of its own. */
function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.[\d.]+$/.test(host)
  );
}

function proxyAddress(text: string): URL {
  const address = text.trim();
  const whole = address.includes('://') ? address : `http://${address}`;
  if (!URL.canParse(whole)) throw new ProxyFault('unusable');
  const url = new URL(whole);
  if (!['http:', 'https:'].includes(url.protocol)) throw new ProxyFault('unusable');
  return url;
}

/** `NO_PROXY`: hosts, domains and ports, by commas or spaces; a domain is meant with all that is below it. */
function isExcepted(target: URL, exceptions: string): boolean {
  const port = target.port || (isSecure(target) ? '443' : '80');
  return exceptions
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((exception) => {
      if (exception === '*') return true;
      const [, host = '', onPort] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
      if (onPort !== undefined && onPort !== port) return false;
      const domain = host.replace(/^\*?\./, '');
      return target.hostname === domain || target.hostname.endsWith(`.${domain}`);
    });
}
