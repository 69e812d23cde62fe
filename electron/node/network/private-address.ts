/** Which addresses are not of the open internet (IANA's special-purpose registries, RFC 6890 and its successors). */
import { BlockList, isIP, isIPv6 } from 'node:net';

const SPECIAL = new BlockList();
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
]
  .join(' ')
  .split(' ')) {
  const [network = '', bits = ''] = range.split('/');
  SPECIAL.addSubnet(network, Number(bits), 'ipv4');
}
// Those that hold an IPv4 address inside (mapped, translated, tunnelled) are none that a name of the web leads to.
for (const range of '::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8'.split(
  ' ',
)) {
  const [network = '', bits = ''] = range.split('/');
  SPECIAL.addSubnet(network, Number(bits), 'ipv6');
}

/** Whether an IP address is loopback, private, link-local, or otherwise no place on the open internet. */
export function isPrivateIp(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 0) return true;
  return SPECIAL.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** The IP address that a host is written as, without brackets; null for a name. */
export function literalIp(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}

/**
 * Whether a host says by itself that it is near: whoever typed it meant it. A name that only turns out to lead to a private
 * address may have been made to.
 */
export function saysItIsPrivate(hostname: string): boolean {
  const ip = literalIp(hostname);
  if (ip !== null) return isPrivateIp(ip);
  return (
    !hostname.includes('.') || /\.(?:localhost|local|lan|home|internal|intranet|home\.arpa)$/i.test(hostname)
  );
}
