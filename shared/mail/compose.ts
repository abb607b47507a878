import { html } from 'hono/html';
import type { MailMessage } from '../domain/mail/mail.ts';

/** A paragraph, or a link that stands alone on its line (P6). */
export type Paragraph = string | { readonly href: string; readonly label: string };

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Line breaks and control characters would forge lines of a mail, or its headers; everything else stays as typed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
export const onOneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

const asText = (paragraph: Paragraph): string => (typeof paragraph === 'string' ? paragraph : paragraph.href);

const asHtml = (paragraph: Paragraph) =>
  typeof paragraph === 'string'
    ? html`<p>${paragraph}</p>`
    : html`<p><a href="${paragraph.href}" rel="noreferrer">${paragraph.label}</a></p>`;

/** The mail in text and HTML. The HTML part loads nothing and has no styles: nothing to track, nothing that precedes a code. */
export const compose = ({ to, subject, paragraphs }: Letter): MailMessage => {
  const lines = paragraphs.map((paragraph) => (typeof paragraph === 'string' ? onOneLine(paragraph) : paragraph));
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${lines.map(asHtml)}</body></html>`;
  return { to, subject: onOneLine(subject), text: `${lines.map(asText).join('\n\n')}\n`, html: body.toString() };
};
