import { html, raw } from 'hono/html';
import { sha256 } from '../../shared/domain/sha256.ts';
import type { Mail } from './mails.ts';

const style = `
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:50rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.4rem}
summary{cursor:pointer;padding:.5rem 0}
details{border-top:1px solid}
small{display:block}
pre{font:inherit;white-space:pre-wrap}
`;

/** The page loads nothing except its own style sheet. */
export const mailPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'accept',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${sha256(style, 'base64')}'`,
};

/** The text of a mail, with its addresses as links. Both are escaped. */
const linked = (text: string) =>
  text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));

const entry = ({ to, subject, sentAt, text }: Mail, index: number) =>
  html`<details${index === 0 ? html` open` : undefined}><summary><b>${subject}</b><small>to ${to}, ${sentAt}</small></summary><pre>${linked(text)}</pre></details>
`;

/** The inbox of the local stack as a page for people: all mails, newest first, with their links. */
export const mailPage = (mails: readonly Mail[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails (${mails.length})</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>Mails of the local stack</h1>
<p>${mails.length === 0 ? 'No mail was sent since the stack was started.' : 'Newest first. Nothing leaves this machine. Mails are kept until the stack stops.'}</p>
${mails.map(entry)}
</main>
</body>
</html>
`.toString();

/** Whether the client is a browser. Scripts get JSON, also if they accept anything. */
export const prefersPage = (accept: string | undefined): boolean => {
  const types = (accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const [page, json] = [types.indexOf('text/html'), types.indexOf('application/json')];
  return page >= 0 && (json < 0 || page < json);
};
