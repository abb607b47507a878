import { promises as dns, type LookupAddress } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Receiver, ReceiverAnswer } from '../domain/episode/receiver.ts';
import { isPublicAddress } from './addresses.ts';

interface ReceiverOptions {
  /** Allows loopback and private addresses and plain http. Only for local stages (M5). */
  readonly allowPrivate: boolean;
  readonly lookUp?: (host: string) => Promise<readonly LookupAddress[]>;
}

/** The timeout of a call in milliseconds. It starts before the DNS lookup and ends with the response (M5). */
const timeoutMillis = 5_000;

/** At most this much of a response is read (M5). */
const maxResponseBytes = 64 * 1_024;

const lookUpAll = (host: string): Promise<readonly LookupAddress[]> => dns.lookup(host, { all: true, verbatim: true });

/** Looks up a host's addresses and checks that all of them are allowed. A single private address would give access to a private network. */
const allowedAddresses = async (host: string, { allowPrivate, lookUp = lookUpAll }: ReceiverOptions): Promise<readonly LookupAddress[]> => {
  const hostWithoutBrackets = host.replace(/^\[|\]$/g, '');
  const family = isIP(hostWithoutBrackets);
  const found = family === 0 ? await lookUp(hostWithoutBrackets) : [{ address: hostWithoutBrackets, family }];
  if (found.length === 0) throw new Error('the host has no address');
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))
    throw new Error('the host has an address that is not public');
  return found;
};

/** A DNS lookup function that returns the given addresses. The connection therefore uses the addresses that were checked. */
const fixedLookup =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };

/** Reads at most 64 KiB of the response and returns its status. The body is ignored. */
const readResponse = (response: IncomingMessage, call: ClientRequest): Promise<ReceiverAnswer> =>
  new Promise((resolve) => {
    const status = response.statusCode ?? 0;
    let bytes = 0;
    const end = () => resolve({ status });
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxResponseBytes) return;
      end();
      call.destroy();
    });
    response.on('end', end);
    response.on('error', end);
  });

/**
 * Sends POST requests to receivers (M5). The host's addresses are looked up and checked first. The timeout is five seconds. Redirects are
 * not followed: the status of the redirect is returned, which counts as a failure.
 */
export const webhookReceiver = (options: ReceiverOptions): Receiver => ({
  post: async (url, headers, body) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !options.allowPrivate) return { failed: 'only https is allowed' };
    const signal = AbortSignal.timeout(timeoutMillis);
    try {
      const lookup = fixedLookup(await allowedAddresses(hostname, options));
      return await new Promise<ReceiverAnswer>((resolve, reject) => {
        const request = protocol === 'https:' ? httpsRequest : httpRequest;
        const call = request(url, {
          method: 'POST',
          lookup,
          signal,
          agent: false,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        });
        call.on('error', reject);
        call.on('response', (response) => resolve(readResponse(response, call)));
        call.end(body);
      });
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  },
});
