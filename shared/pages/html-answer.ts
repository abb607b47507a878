import { type DomainError, isDomainError } from '../domain/errors.ts';
import { statusOf } from '../http/problem.ts';
import { Answer, type HttpEvent } from '../http/request.ts';
import { styleHash } from './style.ts';

/**
 * The headers of every page: nothing is loaded but the page's own style, forms go to this site only, and the address, which may carry a
 * token, is neither cached, indexed nor sent as a referrer (P6).
 */
const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'content-type': 'text/html; charset=utf-8',
};

/** A page as an answer. */
export const htmlAnswer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  new Answer(body, { status, headers: { ...pageHeaders, ...headers } });

/** Sends the browser to another page by GET, so that reloading does not send the form again. */
export const seeOther = (location: string): Answer => new Answer(undefined, { status: 303, headers: { ...pageHeaders, location } });

/** 422 if the user can correct the form and send it again, else the status that the API would answer. */
const pageStatus = ({ kind }: DomainError): number => (['invalid', 'forbidden', 'mismatch'].includes(kind) ? 422 : statusOf[kind]);

/**
 * An error of the domain as a page, with `Retry-After` if it has one.
 * @throws the error itself if it is not one of the domain
 */
export const errorAnswer = async (error: unknown, body: (problem: DomainError) => string | Promise<string>): Promise<Answer> => {
  if (!isDomainError(error)) throw error;
  const { retryAfterSeconds } = error;
  const headers: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return htmlAnswer(pageStatus(error), await body(error), headers);
};

/** Whether another site sent the form (P6). Old browsers do not tell, so what the form does needs a secret of its own as well. */
export const isCrossSite = (headers: HttpEvent['headers']): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site']);
