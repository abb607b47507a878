import { timingSafeEqual } from 'node:crypto';
import { DomainError, forbidden } from '../domain/errors.ts';
import { sha256 } from '../domain/sha256.ts';
import { originProofHeader } from '../env/origin-proof-header.ts';
import type { HttpEvent } from './request.ts';

const digestOf = (text: string): Buffer => Buffer.from(sha256(text));

/** The monitor that an Authorization header names, if it has a token of a monitor. */
type MonitorOf = (authorization: string | undefined) => string | undefined;

const ofMonitor = (claimant: string): DomainError =>
  new DomainError('busy', 'access/origin', 'this address is not for clients; send the request again to the public address of Quiesce', {
    ...{ claimant, retryAfterSeconds: 60 },
  });

/**
 * Refuses requests that did not come through CloudFront, and so not through WAF either. Without a proof every way is right. A monitor would
 * not send its alerts again after 403. If the proofs of CloudFront and of the functions differ, its pages would be lost, so it gets 503.
 * @throws DomainError forbidden `access/origin`; busy `access/origin` for a monitor
 */
export const provenOrigin = (proof: string, monitorOf: MonitorOf = () => undefined): ((event: Pick<HttpEvent, 'headers'>) => void) => {
  if (proof === '') return () => undefined;
  const expected = digestOf(proof);
  return ({ headers }) => {
    if (timingSafeEqual(digestOf(headers[originProofHeader] ?? ''), expected)) return;
    const monitor = monitorOf(headers.authorization);
    if (monitor !== undefined) throw ofMonitor(monitor);
    throw forbidden('access/origin', 'this address is not for clients; send the request to the public address of Quiesce');
  };
};
