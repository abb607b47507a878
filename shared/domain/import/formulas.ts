/**
 * A spreadsheet runs a text that begins like a formula. Exports put an apostrophe in front of it, which spreadsheets do not show, and imports take
 * it off again (I5). The full-width forms of the signs count too: some programs read them as the plain ones. A text that has such an apostrophe already gets another one, so that it comes back as it was.
 */
const risky = /^'*[=+\-@\t\r＝＋－＠]/;

export const neutralized = (text: string): string => (risky.test(text) ? `'${text}` : text);

/** @param sign what the file has before such texts; other programs have other signs */
export const restored = (text: string, sign = "'"): string =>
  text.startsWith(sign) && risky.test(text.replaceAll(sign, "'")) ? text.slice(1) : text;
