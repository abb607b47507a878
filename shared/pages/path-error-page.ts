import { DomainError } from '../domain/errors.ts';
import type { HttpEvent, HttpResponse } from '../http/request.ts';
import { htmlAnswer } from './html-answer.ts';
import { problemPage } from './page.ts';

const unknownLink = new DomainError(
  'missing',
  'link/unknown',
  'this link is unknown. Mail programs sometimes cut a long link; copy the complete link from the mail',
);

/** The headings of pages, by the first part of their path. */
const titles: Readonly<Record<string, string>> = { approvals: 'Approval', acceptances: 'Assignment' };

/** The heading of the page at a path. Undefined if there are no pages. */
const titleOf = (rawPath: string): string | undefined => {
  const [, area = ''] = rawPath.split('/', 2);
  return Object.hasOwn(titles, area) ? titles[area] : undefined;
};

/**
 * The page for an error that no endpoint answers, for paths that people open in a browser: a mailed link that a mail program cut or
 * extended leads to no endpoint. Undefined for all other paths and answers.
 */
export const pathErrorPage = ({ rawPath }: HttpEvent, { statusCode, headers, body }: HttpResponse): HttpResponse | undefined => {
  const title = titleOf(rawPath);
  if (title === undefined || headers['content-type'] !== 'application/problem+json') return undefined;
  const { code, detail } = JSON.parse(body) as { code: string; detail: string };
  const problem = code === 'path/unknown' ? unknownLink : new DomainError('missing', code, detail);
  const { 'content-type': _, ...kept } = headers;
  const page = htmlAnswer(statusCode, problemPage(title, problem), kept);
  return { statusCode, headers: page.headers, body: String(page.body) };
};
