import { timingSafeEqual } from 'node:crypto';
import { forbidden } from '../domain/errors.ts';
import { sha256 } from '../domain/sha256.ts';
import { originProofHeader } from '../env/origin-proof-header.ts';
import type { HttpEvent } from './request.ts';

const digestOf = (text: string): Buffer => Buffer.from(sha256(text));

/**
 * Refuses requests that did not come through CloudFront, and so not through WAF either. Without a proof every way is right.
 * @throws DomainError forbidden `access/origin`
 */
export const provenOrigin = (proof: string): ((event: Pick<HttpEvent, 'headers'>) => void) => {
  if (proof === '') return () => undefined;
  const expected = digestOf(proof);
  return ({ headers }) => {
    if (timingSafeEqual(digestOf(headers[originProofHeader] ?? ''), expected)) return;
    throw forbidden('access/origin', 'this address is not for clients; send the request to the public address of Quiesce');
  };
};
