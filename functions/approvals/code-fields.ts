import { html } from 'hono/html';
import { codeLife } from '../../shared/domain/mailed-link/mailed-codes.ts';
import type { Piece } from '../../shared/pages/page.ts';

/** What the page says after a code was mailed. */
export const codeMailed = `a code was mailed to you. It is valid for ${codeLife}`;

/** What a form says above its fields. `purpose`: what the code is for. */
export const codeIntroduction = (purpose: string, email: string): Piece =>
  html`<p>To ${purpose}, you need a six-digit code. Request it first: it is mailed to ${email}. Your input on this page is kept.</p>`;

interface CodeFields {
  /** The code that was typed. */
  readonly code: string;
  /** The path to which the request for a code is sent. */
  readonly codePath: string;
  /** The label of the button that sends the form. */
  readonly label: string;
  readonly isCodeMailed: boolean;
}

/**
 * The end of a form that needs a code: the field for it and both buttons. It is one form, so that the input is kept when a code is
 * requested. The answer to the request for a code jumps to the field for the code. The button that sends the form comes first, so that the
 * Enter key does not request another code.
 */
export const codeFields = ({ code, codePath, label, isCodeMailed }: CodeFields): Piece => html`<label for="code">Code from the mail</label>
<input type="text" id="code" name="code" value="${code}" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${isCodeMailed ? html` autofocus` : undefined}>
<p><button type="submit">${label}</button>
<button type="submit" formaction="${codePath}#code">Mail me a code</button></p>`;

/** One of the answers of a form. */
export const choice = (name: string, value: string, label: string, selected: string): Piece =>
  html`<label><input type="radio" name="${name}" value="${value}"${value === selected ? html` checked` : undefined}> ${label}</label>`;
