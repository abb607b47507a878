import * as z from 'zod';

/**
 * Characters that are never part of a name (T3): control characters and line ends, lone surrogates, code points without a character, and
 * characters that nobody sees, such as U+200B, U+FEFF, the blank of Braille (U+2800) and bidi controls. Joiners, variation selectors and the tags of flags are left out here, because words and emoji of
 * some scripts need them.
 */
const refused =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\u2800\ufff9-\ufffc[\p{DI}--[\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]]]/v;
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\p{DI}\u2800\ufff9-\ufffc]/v;
/** A joiner at either end joins nothing. It is looked for in a text without blanks at its ends. */
const looseJoiner = /^[\u200c\u200d]|[\u200c\u200d]$/u;

/** Several lines of text may have line breaks and tabs, and marks that are invisible and change nothing, such as soft hyphens. */
const refusedInPassage = /[[\p{Cc}--[\t\n\r]]\p{Cs}\p{Bidi_C}\p{NChar}\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]/v;

const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

type Finder = (text: string) => string | undefined;

const inLine: Finder = (text) => refused.exec(text)?.[0];
const inMachineLine: Finder = (text) => invisible.exec(text)?.[0];
const inPassage: Finder = (text) => refusedInPassage.exec(text)?.[0];

const lineWords = 'control, bidi and invisible characters are refused, so that no two names look the same';
const passageWords = 'control, bidi and invisible characters are refused; line breaks and tabs are allowed';

const refusing = <Schema extends z.ZodType<string>>(schema: Schema, found: Finder, words = lineWords): Schema =>
  schema.superRefine((text, context) => {
    const character = found(text);
    if (character === undefined) return;
    // Nothing else is checked then, so that one fault is reported once.
    context.addIssue({ code: 'custom', message: `must not contain ${codePoint(character)}: ${words}`, continue: false });
  });

const lineOf = (found: Finder) => refusing(z.string(), found).normalize('NFC').trim().min(1).meta({ pattern: '\\S' });

/** One line of text that people read and tell apart, such as a name or a title: not blank, in NFC, without blanks at either end. */
export const Line = () => lineOf((text) => inLine(text) ?? looseJoiner.exec(text.trim())?.[0]);

/** One line of text for machines, such as an alias. No invisible character has a meaning in it. */
export const MachineLine = () => lineOf(inMachineLine);

/** One line of text that is kept exactly as it was sent, such as a label. It may be empty. */
export const ExactLine = () => refusing(z.string(), inLine);

/** Text of several lines that is kept exactly as it was sent, such as a plan. It may be empty. */
export const Passage = () => refusing(z.string(), inPassage, passageWords);

/** Text of several lines that must say something, such as a reason: not blank, without blanks at either end. */
export const Remark = (longest: number) => Passage().trim().min(1).max(longest);

/** An address of the web. */
export const WebAddress = () => refusing(z.url({ protocol: /^https?$/ }), inMachineLine).max(2_000);

/** What a text of several lines must not contain. Undefined if there is nothing. */
export const faultOf = (text: string): string | undefined => {
  const character = inPassage(text);
  return character && `must not contain ${codePoint(character)}: ${passageWords}`;
};

/** The first text in a value of JSON that has a fault, with its path. Names of members are single lines. */
export const faultIn = (value: unknown, path: readonly PropertyKey[] = []): { path: PropertyKey[]; message: string } | undefined => {
  if (typeof value === 'string') {
    const message = faultOf(value);
    return message === undefined ? undefined : { path: [...path], message };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const character = inLine(name);
    if (character !== undefined)
      return { path: [...path, name], message: `this name must not contain ${codePoint(character)}: ${lineWords}` };
    const fault = faultIn(inner, [...path, name]);
    if (fault) return fault;
  }
  return undefined;
};

/** The normal form of a name that is compared exactly: NFC, without blanks at either end. */
export const plainForm = (text: string): string => text.normalize('NFC').trim();

/**
 * The normal form of a name that is compared without regard to case. Joiners make no difference, because nobody sees them. Blanks of any
 * kind and number are one blank, because they look the same.
 */
export const foldedForm = (text: string): string =>
  plainForm(text.replaceAll(/\p{DI}/gv, ''))
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase()
    .normalize('NFC');

/** Text from outside on one line, with a question mark for each character that nobody sees: control, bidi and other invisible ones. */
export const visibleText = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu, '?');
