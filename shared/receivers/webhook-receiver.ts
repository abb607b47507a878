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

/** The longest time of a whole call, and how much of an answer is read (M5). */
const withinMillis = 5_000;
const mostBytes = 64 * 1_024;

const lookUpAll = (host: string): Promise<readonly LookupAddress[]> => dns.lookup(host, { all: true, verbatim: true });

/** The addresses of a host. All of them have to be allowed: one of them alone would be enough to reach a private network. */
const checked = async (host: string, { allowPrivate, lookUp = lookUpAll }: ReceiverOptions): Promise<readonly LookupAddress[]> => {
  const bare = host.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  const found = family === 0 ? await lookUp(bare) : [{ address: bare, family }];
  if (found.length === 0) throw new Error('the host has no address');
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))
    throw new Error('the host has an address that is not public');
  return found;
};

/** The connection goes to what was checked: nobody asks the name again. */
const only =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family ?? 4);
  };

/** Reads at most 64 kB of the answer, of which only the status matters. */
const finished = (answer: IncomingMessage, call: ClientRequest): Promise<ReceiverAnswer> =>
  new Promise((resolve) => {
    const status = answer.statusCode ?? 0;
    let bytes = 0;
    const end = () => resolve({ status });
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) return;
      end();
      call.destroy();
    });
    answer.on('end', end);
    answer.on('error', end);
  });

/**
 * Posts to a receiver (M5): to an address that was looked up and checked, within five seconds, without following redirects. A redirect
 * counts as a failure.
 */
export const webhookReceiver = (options: ReceiverOptions): Receiver => ({
  post: async (url, headers, body) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !options.allowPrivate) return { failed: 'only https is allowed' };
    const signal = AbortSignal.timeout(withinMillis);
    try {
      const lookup = only(await checked(hostname, options));
      return await new Promise<ReceiverAnswer>((resolve, reject) => {
        const make = protocol === 'https:' ? httpsRequest : httpRequest;
        const call = make(url, {
          method: 'POST',
          lookup,
          signal,
          agent: false,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        });
        call.on('error', reject);
        call.on('response', (answer) => resolve(finished(answer, call)));
        call.end(body);
      });
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  },
});
