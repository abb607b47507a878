import * as z from 'zod';

/**
 * Characters that are never part of a name (T3): control characters and line ends, lone surrogates, and characters that nobody sees, such
 * as U+200B, U+FEFF and bidi controls. Joiners, variation selectors and the tags of flags are left out here, because words and emoji of
 * some scripts need them.
 */
const refused = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}[\p{DI}--[\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]]]/v;
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/v;
/** A joiner at either end joins nothing. */
const looseJoiner = /^[\s\u200c\u200d]*[\u200c\u200d]|[\u200c\u200d][\s\u200c\u200d]*$/u;

const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const lineOf = (found: (text: string) => string | undefined) =>
  z
    .string()
    .superRefine((text, context) => {
      const character = found(text);
      if (character === undefined) return;
      const message = `must not contain ${codePoint(character)}: control, bidi and invisible characters are refused, so that no two names look the same`;
      // Nothing else is checked then, so that one fault is reported once.
      context.addIssue({ code: 'custom', message, continue: false });
    })
    .normalize('NFC')
    .trim()
    .min(1)
    .meta({ pattern: '\\S' });

/** One line of text that people read and tell apart, such as a name or a title: not blank, in NFC, without blanks at either end. */
export const Line = () => lineOf((text) => refused.exec(text)?.[0] ?? looseJoiner.exec(text)?.[0].match(/[\u200c\u200d]/u)?.[0]);

/** One line of text for machines, such as an alias. No invisible character has a meaning in it. */
export const MachineLine = () => lineOf((text) => invisible.exec(text)?.[0]);

/** The normal form of a name that is compared exactly: NFC, without blanks at either end. */
export const plainForm = (text: string): string => text.normalize('NFC').trim();

/** The normal form of a name that is compared without regard to case. Joiners make no difference, because nobody sees them. */
export const foldedForm = (text: string): string =>
  plainForm(text.replaceAll(/\p{DI}/gv, ''))
    .toLowerCase()
    .normalize('NFC');
