import { BlockList, isIPv6 } from 'node:net';

// Two lists, because a BlockList treats an IPv4 address as its mapped IPv6 form, which would match the blocked IPv6 networks.
const [blocked4, blocked6] = [new BlockList(), new BlockList()];
/** Loopback, link-local (metadata too), private, shared, documentation, benchmark, multicast, reserved (M5). */
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
/** Everything but global unicast; of global unicast the networks that embed IPv4 addresses (NAT64, 6to4, Teredo) and documentation. */
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

/** Whether a receiver may have this address: it is public, and not an IPv6 address that embeds an IPv4 one. */
export const isPublicAddress = (address: string): boolean =>
  isIPv6(address) ? !blocked6.check(address, 'ipv6') : !blocked4.check(address, 'ipv4');
