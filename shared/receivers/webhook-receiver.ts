import { promises as dns, type LookupAddress } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { callLimit, type Receiver, type ReceiverAnswer } from '../domain/episode/receiver.ts';
import { isPublicAddress } from './addresses.ts';

interface ReceiverOptions {
  /** Allows loopback and private addresses and plain http. Only for local stages (M5). */
  readonly allowPrivate: boolean;
  readonly lookUp?: (host: string) => Promise<readonly LookupAddress[]>;
  /** The longest duration of a call in milliseconds (M5). @default `callLimit` */
  readonly limitMillis?: number;
}

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

/** Reads at most 64 KiB of the response and returns its status. The body is ignored, also if it never ends: then the limit cuts the call. */
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
    response.on('close', end);
  });

/** Rejects when the call is cut. A DNS lookup cannot be aborted, so that its caller has to stop waiting. */
const whenCut = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

interface Call extends Pick<RequestOptions, 'headers' | 'lookup'> {
  readonly url: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Sends the request. Every way in which a connection can end settles the answer. */
const answerOf = ({ url, body, signal, ...options }: Call): Promise<ReceiverAnswer> =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const call = request(url, { ...options, signal, method: 'POST', agent: false });
    call.on('error', reject);
    call.on('response', (response) => resolve(readResponse(response, call)));
    // An answer 101 hands over the socket, and there is no response to wait for.
    call.on('upgrade', ({ statusCode = 101 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode });
    });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    call.on('close', () => reject(new Error('the connection was closed without an answer')));
    call.end(body);
  });

/**
 * Sends POST requests to receivers (M5). The host's addresses are looked up and checked first. Redirects are
 * not followed: the status of the redirect is returned, which counts as a failure.
 */
export const webhookReceiver = (options: ReceiverOptions): Receiver => ({
  post: async (url, headers, body) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !options.allowPrivate) return { failed: 'only https is allowed' };
    const cutter = new AbortController();
    const limit = options.limitMillis ?? callLimit;
    const timer = setTimeout(() => cutter.abort(new Error(`no answer within ${limit} ms`)), limit);
    const { signal } = cutter;
    try {
      const addresses = await Promise.race([allowedAddresses(hostname, options), whenCut(signal)]);
      const sized = { ...headers, 'content-length': Buffer.byteLength(body) };
      return await answerOf({ url, body, lookup: fixedLookup(addresses), signal, headers: sized });
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  },
});
