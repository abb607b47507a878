import { createHash } from 'node:crypto';

/** The page's one style sheet: no script, no font, no picture; readable on a phone and in the dark. */
export const style = `
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:46rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.4rem;line-height:1.25}
h2{font-size:1.1rem;margin-top:2rem}
dt{font-weight:600;margin-top:.5rem}
dd{margin:0}
.prose{white-space:pre-wrap}
.notice{border-left:.3rem solid;padding:.5rem 1rem}
fieldset{border:1px solid;margin:1rem 0;padding:1rem}
label{display:block;padding:.4rem 0}
input[type=radio]{height:1.2rem;width:1.2rem}
textarea,input[type=text]{box-sizing:border-box;font:inherit;padding:.5rem;width:100%}
button{font:inherit;margin:.5rem .5rem .5rem 0;min-height:2.75rem;padding:.5rem 1rem}
:focus-visible{outline:.2rem solid;outline-offset:.1rem}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** What a page with a token in its address must say (P6). No cookie is set, and `Origin` is not looked at. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'content-type': 'text/html; charset=utf-8',
};
