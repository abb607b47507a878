import { html, raw } from 'hono/html';
import type { DomainError } from '../../shared/domain/errors.ts';
import { style } from './style.ts';

/** A piece of a page; strings put into one are escaped. */
export type Piece = ReturnType<typeof html> | string | undefined;

/** A sentence of ours for people: a refusal's message begins in lower case. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

export const notice = (text: string): Piece => html`<p class="notice" role="status">${sentence(text)}</p>`;
export const alarm = (problem: DomainError): Piece => html`<p class="notice" role="alert">${sentence(problem.message)}</p>`;

/** A whole page: nothing is loaded, nothing runs, no address is passed on. */
export const layout = (title: string, ...pieces: readonly Piece[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
${pieces}
</main>
</body>
</html>
`.toString();

/** The page where there is nothing to show but why. */
export const problemPage = (problem: DomainError): string => layout('Approval', html`<h1>Approval</h1>`, alarm(problem));
