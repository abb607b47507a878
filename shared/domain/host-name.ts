import { foldedForm, plainForm } from './text.ts';

/** `host:port`, `ipv4:port` or `[ipv6]:port`. A bare IPv6 address has no port. */
const withPort = /^(?:\[(?<address>(?=[^\]]*:[^\]]*:)[0-9a-f:.]+(?:%[^\]]+)?)\]|(?<name>[^\s:/@[\]]+)):(?<port>\d{1,5})$/iu;
const highestPort = 65_535;

interface HostAndPort {
  readonly host: string;
  readonly port: string;
}

/** Splits `db-1:9187` and `[::1]:9187`. Returns `undefined` for any other text, which is a host without a port or no host at all. */
const splitPort = (text: string): HostAndPort | undefined => {
  const { address, name, port } = withPort.exec(text)?.groups ?? {};
  const host = address ?? name;
  return host === undefined || port === undefined || Number(port) > highestPort ? undefined : { host, port };
};

/** The value of an `instance` label without its port: `db-1:9187` is `db-1`, `[::1]:9187` is `::1`. Any other value stays as it is. */
export const withoutPort = (instance: string): string => splitPort(plainForm(instance))?.host ?? instance;

/** `db-1.example.` is `db-1.example`, and `[::1]` is `::1`. */
const bareHost = (host: string): string => host.replace(/^\[([^\]]*:[^\]]*:[^\]]*)\]$/u, '$1').replace(/(?<=[^.])\.$/u, '');

/** The normal form of a host, with or without a port: hosts are compared without regard to case and without a final dot. */
export const hostForm = (text: string): string => {
  const folded = foldedForm(text);
  const split = splitPort(folded);
  if (!split) return bareHost(folded);
  const host = bareHost(split.host);
  return `${host.includes(':') ? `[${host}]` : host}:${split.port}`;
};
