import { html } from 'hono/html';
import type { Paragraph } from '../domain/mail/letters.ts';
import type { MailMessage } from '../domain/mail/mail.ts';

/** A paragraph, the title of what the mail is about, or a code with the text after it. */
type Block = Paragraph | { readonly title: string } | { readonly code: string; readonly text: string };

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly Block[];
}

/**
 * Replaces line breaks and control characters by spaces, because they could add headers or lines to a mail. All other text is unchanged.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
export const onOneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');

const asText = (block: Block): string => {
  if (typeof block === 'string') return onOneLine(block);
  if ('href' in block) return block.href;
  return onOneLine('title' in block ? block.title : `${block.code} ${block.text}`);
};

/** The colours of the button are set both, and nothing else has a colour, so that mail programs can show the mail dark or light. */
const button =
  'display:inline-block;padding:0.75em 1.25em;border-radius:0.6em;background:#0b56c4;color:#fff;font-weight:bold;text-decoration:none';

const asHtml = (block: Block) => {
  if (typeof block === 'string') return html`<p>${onOneLine(block)}</p>`;
  if ('href' in block) return html`<p><a href="${block.href}" rel="noreferrer" style="${button}">${block.label}</a></p>`;
  if ('title' in block) return html`<h1 style="font-size:1.3em;line-height:1.25">${onOneLine(block.title)}</h1>`;
  return html`<p><strong style="font-size:2em;letter-spacing:0.15em">${block.code}</strong><br>${onOneLine(block.text)}</p>`;
};

/**
 * Composes a mail with a text and an HTML part. The HTML loads no resources, so it cannot track readers. Its styles are attributes, so that
 * mail previews begin with the content, such as a code, and its colours follow the mail program, which may be dark.
 */
export const compose = ({ to, subject, paragraphs }: Letter): MailMessage => {
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></head><body style="font:1em/1.5 system-ui,sans-serif;max-width:36em;margin:0 auto;padding:1em">${paragraphs.map(asHtml)}</body></html>`;
  return { to, subject: onOneLine(subject), text: `${paragraphs.map(asText).join('\n\n')}\n`, html: body.toString() };
};
