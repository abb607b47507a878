import { type DomainError, isDomainError } from '../domain/errors.ts';
import { statusOf } from '../http/problem.ts';
import { Answer, type HttpEvent } from '../http/request.ts';
import { styleHash } from './style.ts';

/**
 * The headers of every page. The page loads nothing except its own style sheet, and its forms can be sent to this site only. The URL may
 * contain a token, so it is not cached, indexed or sent as a referrer (P6).
 */
const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'content-type': 'text/html; charset=utf-8',
};

/** A response with an HTML page. */
export const htmlAnswer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  new Answer(body, { status, headers: { ...pageHeaders, ...headers } });

/** A redirect to another page (303 See Other), so that reloading the page does not send the form again. */
export const seeOther = (location: string): Answer => new Answer(undefined, { status: 303, headers: { ...pageHeaders, location } });

/** The status of an error page: 422 if the user can correct the form and send it again, otherwise the same status as in the API. */
const pageStatus = ({ kind }: DomainError): number => (['invalid', 'forbidden', 'mismatch'].includes(kind) ? 422 : statusOf[kind]);

/**
 * A response with a page for a domain error. It has `Retry-After` if the error says when to retry.
 * @throws the error itself if it is not a domain error
 */
export const errorAnswer = async (error: unknown, body: (problem: DomainError) => string | Promise<string>): Promise<Answer> => {
  if (!isDomainError(error)) throw error;
  const { retryAfterSeconds } = error;
  const headers: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return htmlAnswer(pageStatus(error), await body(error), headers);
};

/**
 * Whether another site sent the form (P6). Old browsers do not send `Sec-Fetch-Site`, so this check is not enough: each form also needs a
 * secret.
 */
export const isCrossSite = (headers: HttpEvent['headers']): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site']);
