import { html, raw } from 'hono/html';
import type { DomainError } from '../domain/errors.ts';
import { style } from './style.ts';

/** A part of a page. Strings are escaped when they are inserted into the `html` template. */
export type Piece = ReturnType<typeof html> | string | undefined;

/** Makes a sentence of an error message, which starts in lower case and has no full stop. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

export const notice = (text: string): Piece => html`<p class="notice" role="status">${sentence(text)}</p>`;
/** An error. A field that it is about names it in `aria-describedby`. */
export const alarm = (problem: DomainError): Piece => html`<p class="notice" role="alert" id="problem">${sentence(problem.message)}</p>`;

/** A complete HTML page. It loads no resources, runs no scripts, and does not send its URL as a referrer. */
export const page = (title: string, ...pieces: readonly Piece[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
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

/** A page that shows only an error. */
export const problemPage = (title: string, problem: DomainError): string => page(title, html`<h1>${title}</h1>`, alarm(problem));
