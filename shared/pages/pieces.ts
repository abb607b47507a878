import { html } from 'hono/html';
import type { Piece } from './page.ts';

/** A bulleted list. */
export const list = (entries: readonly Piece[]): Piece => html`<ul>${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`;

/** A part of a page with its heading. Pieces that are undefined are left out. */
export const section = (heading: string, ...pieces: readonly Piece[]): Piece => html`<section><h2>${heading}</h2>${pieces}</section>`;

/** A text of several lines under a heading. Nothing if there is no text. */
export const prose = (heading: string, text: string | undefined): Piece =>
  text ? section(heading, html`<p class="prose">${text}</p>`) : undefined;

/** A name and its value in a list of terms (`dl`). */
export const term = (name: string, value: Piece): Piece => html`<dt>${name}</dt><dd>${value}</dd>`;

/** A name and its value in a list of terms, if there is a value. */
export const termIf = (name: string, value: Piece): Piece => (value ? term(name, value) : undefined);
