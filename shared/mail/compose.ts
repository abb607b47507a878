import { html } from 'hono/html';
import type { Paragraph } from '../domain/mail/letters.ts';
import type { MailMessage } from '../domain/mail/mail.ts';

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Replaces line breaks and control characters by spaces, because they could add headers or lines to a mail. All other text is unchanged.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
export const onOneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

const asText = (paragraph: Paragraph): string => (typeof paragraph === 'string' ? paragraph : paragraph.href);

const asHtml = (paragraph: Paragraph) =>
  typeof paragraph === 'string'
    ? html`<p>${paragraph}</p>`
    : html`<p><a href="${paragraph.href}" rel="noreferrer">${paragraph.label}</a></p>`;

/**
 * Composes a mail with a text and an HTML part. The HTML loads no resources, so it cannot track readers. It has no styles, so that mail
 * previews begin with the content, such as a code.
 */
export const compose = ({ to, subject, paragraphs }: Letter): MailMessage => {
  const lines = paragraphs.map((paragraph) => (typeof paragraph === 'string' ? onOneLine(paragraph) : paragraph));
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${lines.map(asHtml)}</body></html>`;
  return { to, subject: onOneLine(subject), text: `${lines.map(asText).join('\n\n')}\n`, html: body.toString() };
};
