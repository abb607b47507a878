import { sha256 } from '../domain/sha256.ts';

/** The style sheet of all pages. It supports phones and dark mode, and loads no fonts or images. */
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

/** The SHA-256 hash of the style sheet, base64. The Content-Security-Policy allows the style sheet by this hash. */
export const styleHash = sha256(style, 'base64');
