import { html } from 'hono/html';
import type { Paragraph } from '../domain/mail/letters.ts';
import type { MailMessage } from '../domain/mail/mail.ts';

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Without line breaks and control characters, which could forge headers or lines of a mail. Everything else stays as it was typed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
export const onOneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

const asText = (paragraph: Paragraph): string => (typeof paragraph === 'string' ? paragraph : paragraph.href);

const asHtml = (paragraph: Paragraph) =>
  typeof paragraph === 'string'
    ? html`<p>${paragraph}</p>`
    : html`<p><a href="${paragraph.href}" rel="noreferrer">${paragraph.label}</a></p>`;

/** The mail as text and as HTML. The HTML loads nothing and has no styles, so that it tracks nobody and no style text precedes a code. */
export const compose = ({ to, subject, paragraphs }: Letter): MailMessage => {
  const lines = paragraphs.map((paragraph) => (typeof paragraph === 'string' ? onOneLine(paragraph) : paragraph));
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${lines.map(asHtml)}</body></html>`;
  return { to, subject: onOneLine(subject), text: `${lines.map(asText).join('\n\n')}\n`, html: body.toString() };
};
