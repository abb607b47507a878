import { sha256 } from '../domain/sha256.ts';

/** The colours of both schemes. Each text colour has a contrast of at least 4.5:1 on every background that it stands on. */
const colours = `
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--text:#1a1f26;--muted:#545d69;--line:#d3d8de;--field:#7b8490;--accent:#0b56c4;--on-accent:#fff;--good:#12692f;--warn:#7a4b00;--warn-ground:#fff3d6;--bad:#ab1f17;--bad-ground:#fdeceb;--good-ground:#e4f4e8}
@media (prefers-color-scheme:dark){:root{--ground:#0f1216;--card:#181d23;--text:#e8ecf1;--muted:#a3adb9;--line:#333b45;--field:#7d8794;--accent:#8ab8ff;--on-accent:#0b1420;--good:#7ed196;--warn:#f2c266;--warn-ground:#33270f;--bad:#ff9d94;--bad-ground:#3a1a18;--good-ground:#15301e}}
`;

const text = `
*{box-sizing:border-box}
html{scroll-padding-bottom:11rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif;margin:0;overflow-wrap:anywhere}
main{margin:0 auto;max-width:46rem;padding:1rem 1rem 2rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 .75rem}
h1 .number{color:var(--muted);display:block;font-size:1rem;font-weight:600}
h2{font-size:1.05rem;line-height:1.3;margin:0 0 .5rem}
h3{font-size:1rem;margin:1rem 0 .25rem}
p{margin:.5rem 0}
ul{margin:.25rem 0;padding-left:1.25rem}
dl{margin:0}
dt{color:var(--muted);font-size:.875rem;margin-top:.75rem}
dt:first-child{margin-top:0}
dd{margin:0}
code{font-size:.875rem}
.unseen{clip-path:inset(50%);height:1px;margin:0;overflow:hidden;position:absolute;white-space:nowrap;width:1px}
.muted{color:var(--muted);font-size:.875rem}
.prose{white-space:pre-wrap}
section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin:1rem 0;padding:1rem}
article{border-top:2px solid var(--line);margin-top:2rem;padding-top:1rem}
summary{color:var(--accent);cursor:pointer;padding:.625rem 0}
.notice{background:var(--card);border:1px solid var(--line);border-left:.3rem solid var(--accent);border-radius:.5rem;margin:0 0 1rem;padding:.75rem 1rem}
.notice[role=alert]{background:var(--bad-ground);border-left-color:var(--bad)}
.facts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 .75rem;padding:0}
.facts li{background:var(--card);border:1px solid var(--line);border-radius:1rem;font-size:.875rem;padding:.125rem .75rem}
.facts .warn{background:var(--warn-ground);border-color:currentColor;color:var(--warn)}
.facts .bad{background:var(--bad-ground);border-color:currentColor;color:var(--bad)}
.facts .good{background:var(--good-ground);border-color:currentColor;color:var(--good)}
.times{display:grid;gap:.75rem 1.5rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}
.pair{display:grid;gap:.75rem 1.5rem;grid-template-columns:repeat(2,minmax(0,1fr));margin-top:.75rem}
.times dt,.pair dt{margin:0}
.times time{display:block;font-size:1.15rem;font-weight:600}
.times .muted{display:block}
.edits{border-color:var(--warn)}
.was,.now{border-radius:.375rem;margin:.25rem 0;padding:.375rem .625rem}
.was{background:var(--bad-ground)}
.now{background:var(--good-ground)}
`;

const forms = `
form{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin:1rem 0;padding:1rem}
form .notice{margin-bottom:.75rem}
fieldset{border:0;margin:0;min-width:0;padding:0}
legend{font-weight:600;padding:0}
label{display:block;font-weight:600;margin-top:.75rem}
.choices{display:grid;gap:.5rem}
.choices legend{margin-bottom:.5rem}
.choices label{align-items:center;border:1px solid var(--field);border-radius:.625rem;cursor:pointer;display:flex;gap:.5rem;margin:0;min-height:3rem;padding:.25rem .5rem}
.choices label:has(:checked){background:var(--ground);border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.choices.row{grid-template-columns:repeat(3,auto)}
.choices.row label{font-size:.9375rem;gap:.375rem;justify-content:center;overflow-wrap:normal;padding:.25rem}
@media (max-width:22.5rem){.choices.row label{flex-direction:column;gap:.125rem;padding:.5rem .125rem}}
input[type=radio]{accent-color:var(--accent);flex:none;height:1.2rem;margin:0;width:1.2rem}
textarea,input[type=text]{background:var(--ground);border:1px solid var(--field);border-radius:.5rem;color:inherit;font:inherit;margin-top:.25rem;padding:.625rem;width:100%}
[aria-invalid=true]{border-color:var(--bad)!important}
#code{font-size:1.25rem;font-variant-numeric:tabular-nums;letter-spacing:.25em}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}
button{background:none;border:1px solid var(--accent);border-radius:.625rem;color:var(--accent);cursor:pointer;flex:1 1 auto;font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1rem}
button.main{background:var(--accent);color:var(--on-accent)}
:focus-visible{outline:.2rem solid var(--accent);outline-offset:.125rem}
`;

/**
 * The decision of an approver. On a phone it is a sheet at the lower edge of the screen, which has only the choices until one is made, so
 * that the change can be read. On a wide screen it stands beside the change.
 */
const decision = `
@media (max-width:63.99rem){
form.decision{border-bottom:0;border-radius:1rem 1rem 0 0;bottom:0;box-shadow:0 -.25rem 1rem rgb(0 0 0/.18);margin:1rem -1rem -2rem;max-height:75vh;overflow-y:auto;padding:.75rem 1rem;position:sticky}
@supports selector(:has(*)){form.decision:not(.begun):not(:has([name=decision]:checked)) .later{display:none}}
form.decision h2{font-size:.875rem;margin:0 0 .375rem}
}
@media (max-height:30rem){form.decision{position:static;max-height:none}}
@media (min-width:64rem){
main:has(>form.decision){column-gap:2rem;display:grid;grid-template-columns:minmax(0,1fr) 23rem;max-width:74rem}
main:has(>form.decision)>*{grid-column:1}
main:has(>form.decision)>section{margin:0 0 1rem}
main>form.decision{align-self:start;grid-column:2;grid-row:1/span 30;margin:0;max-height:calc(100vh - 2rem);overflow-y:auto;position:sticky;top:1rem}
html{scroll-padding-bottom:1rem}
}
`;

/** On paper, everything is shown that can be read, and nothing that can only be pressed. */
const paper = `
@media print{
:root{--ground:#fff;--card:#fff;--text:#000;--muted:#333;--line:#999;--warn:#000;--bad:#000;--good:#000;--warn-ground:#fff;--bad-ground:#fff;--good-ground:#fff;--accent:#000}
form,summary{display:none}
details::details-content{content-visibility:visible;display:block}
section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.5rem 0}
h2{break-after:avoid}
main{max-width:none;padding:0}
}
`;

/** The style sheet of all pages. It supports phones, dark mode and paper, and loads no fonts or images. */
export const style = [colours, text, forms, decision, paper].join('');

/** The SHA-256 hash of the style sheet, base64. The Content-Security-Policy allows the style sheet by this hash. */
export const styleHash = sha256(style, 'base64');
