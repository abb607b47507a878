import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';

/**
 * What the routes of pages have in common to which mailed links lead (P5, P6): HTML outside `/v1`, with a token in the path. Unknown query
 * parameters are ignored, because mail programs add some.
 */
export const mailedPage = {
  access: 'anyone',
  query: lazily(() => z.object({})),
  success: { status: 200, contentType: 'text/html; charset=utf-8' },
  explicitKey: true,
} as const;

/** The content type of the forms of pages. */
export const formType = ['application/x-www-form-urlencoded'];

/** A field of a form. A field that the browser does not send is empty. */
export const formField = () => z.string().default('');

/** Why a mailed link itself cannot be followed. */
export const closedLink = { 404: ['link/unknown'], 410: ['link/person-departed', 'link/address-changed'] };

/** Why no code is mailed, beside what is wrong with the question. */
export const noCodeMailed = { 403: ['link/cross-site'], 429: ['link/too-many-codes', 'link/address-new'], 503: ['mail/not-sent'] };

/** Why the code of a form is refused. */
export const refusedCode = {
  403: ['link/cross-site'],
  422: ['link/code-missing', 'link/no-code', 'link/wrong-code'],
  429: ['link/too-many-tries'],
};
