import { html } from 'hono/html';
import type { DomainError } from '../../shared/domain/errors.ts';
import { codeLife } from '../../shared/domain/mailed-link/mailed-codes.ts';
import { alarm, notice, type Piece } from '../../shared/pages/page.ts';

/** What the page says after a code was mailed. */
export const codeMailed = `a code was mailed to you. It is valid for ${codeLife}`;

/** What a form says above its fields. `purpose`: what the code is for. */
export const codeIntroduction = (purpose: string, email: string): Piece =>
  html`<p class="muted">To ${purpose}, you need a six-digit code. Request it first: it is mailed to ${email}. Your input on this page is kept.</p>`;

/** What the last request did or why it was refused, at the head of the form that can be sent again. */
export const formMessages = (done: string | undefined, problem: DomainError | undefined): Piece =>
  html`${done === undefined ? undefined : notice(done)}${problem && alarm(problem)}`;

/** The attributes of a field that the error on the page is about: they join it to the error, and the cursor is in it. */
export const fault = (isAtFault: boolean): Piece =>
  isAtFault ? html` aria-invalid="true" aria-describedby="problem" autofocus` : undefined;

const isAboutCode = (problem: DomainError | undefined): boolean =>
  ['link/code-missing', 'link/no-code', 'link/wrong-code'].includes(problem?.code ?? '');

interface CodeFields {
  /** The code that was typed. */
  readonly code: string;
  /** The path to which the request for a code is sent. */
  readonly codePath: string;
  /** The label of the button that sends the form. */
  readonly label: string;
  /** Whether the form was sent before: for a code, or with an error. The next step is then to send it. */
  readonly isBegun: boolean;
  readonly isCodeMailed: boolean;
  readonly problem: DomainError | undefined;
}

/**
 * The end of a form that needs a code: the field for it and both buttons. It is one form, so that the input is kept when a code is
 * requested. The answer to the request for a code jumps to the field for the code. The button that sends the form comes first, so that the
 * Enter key does not request another code. The button of the next step is the coloured one.
 */
export const codeFields = ({ code, codePath, label, isBegun, isCodeMailed, problem }: CodeFields): Piece => {
  const kind = (isNext: boolean): Piece => (isNext ? html` class="main"` : undefined);
  return html`<label for="code">Code from the mail</label>
<input type="text" id="code" name="code" value="${code}" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${isCodeMailed ? html` autofocus` : fault(isAboutCode(problem))}>
<div class="buttons"><button type="submit"${kind(isBegun)}>${label}</button>
<button type="submit" formaction="${codePath}#code"${kind(!isBegun)}>Mail me a code</button></div>`;
};

/** One of the answers of a form. */
export const choice = (name: string, value: string, label: string, selected: string): Piece =>
  html`<label><input type="radio" name="${name}" value="${value}"${value === selected ? html` checked` : undefined}> ${label}</label>`;
