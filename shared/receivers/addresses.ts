import { BlockList, isIPv6 } from 'node:net';

// There are two lists, because a BlockList converts an IPv4 address to its mapped IPv6 form, which would match the blocked IPv6 networks.
const [blocked4, blocked6] = [new BlockList(), new BlockList()];
// Blocked IPv4 networks: loopback, link-local (with the instance metadata service), private, shared, documentation, benchmark, multicast
// and reserved (M5).
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  blocked4.addSubnet(network, prefix, 'ipv4');
}
// Blocked IPv6 networks: everything except global unicast. Also blocked are the global unicast networks for documentation, and those that
// embed IPv4 addresses (NAT64, 6to4, Teredo).
for (const [network, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  blocked6.addSubnet(network, prefix, 'ipv6');
}

/** Whether a receiver may have this IP address: it is public, and it is not an IPv6 address that embeds an IPv4 address. */
export const isPublicAddress = (address: string): boolean =>
  isIPv6(address) ? !blocked6.check(address, 'ipv6') : !blocked4.check(address, 'ipv4');
