import { longestMatched } from './bounded-patterns.ts';

/** A part of an expression with what repeats it: an escape, a class, the begin of a group with its kind, or any other character. */
const part =
  /(\\(?:u\{[\da-f]+\}|[pk](?:\{[^}]*\}|<[^>]*>)|.)|\[(?:[^\]\\]|\\.)*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|.)([*+?]\??|\{\d+(?:,\d*)?\}\??)?/gisu;

/** Repetitions without a limit share the characters of a text, so each counts as half of the text. */
const halfOf = (length: number): number => Math.max(1, length / 2);

/** How often a part occurs. */
const timesOf = (quantifier: string, unlimited: number): readonly [least: number, most: number] => {
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)/.exec(quantifier) ?? [];
  if (least === undefined) return [0, quantifier.startsWith('?') ? 1 : unlimited];
  if (comma === '') return [Number(least), Number(least)];
  return [Number(least), most === '' ? unlimited : Number(most)];
};

/** A choice counts once more than its ways, because what follows it is matched again for each of them. */
const choice = (ways: number): number => (ways > 1 ? ways + 1 : 1);

/** In how many ways a part can be repeated that matches in `ways` itself. What has several ways and no limit exceeds every limit. */
const repeated = (ways: number, quantifier: string, unlimited: number): number => {
  if (quantifier === '') return ways;
  const [least, most] = timesOf(quantifier, unlimited);
  return choice(Math.min(most, unlimited) - least + 1) * ways ** most;
};

/** A reference to a group is compared with as many characters as the group has. */
const isReference = (text: string): boolean => /^\\[1-9k]/.test(text);

/** An open group: the ways through its former branches, and those through its last branch up to here. */
interface Group {
  readonly before: number;
  readonly last: number;
}

/**
 * In how many ways the engine of JavaScript may try to match a text of `length` characters, which are at most `longestMatched`: it tries them all
 * if none of them matches. Parts one after the other multiply their ways, and the branches of a choice add theirs. What does not begin with `^` is tried at
 * each character.
 */
export const waysThrough = (expression: string, length: number): number => {
  const unlimited = halfOf(length);
  const open: Group[] = [{ before: 0, last: 1 }];
  const close = (): Group => open.pop() ?? { before: 0, last: 1 };
  const passed = (text: string): number => {
    if (text !== ')') return isReference(text) ? unlimited : 1;
    const { before, last } = close();
    return before === 0 ? last : choice(before + last);
  };
  for (const [, text = '', quantifier = ''] of expression.matchAll(part)) {
    if (text.startsWith('(')) open.push({ before: 0, last: 1 });
    else {
      const ways = repeated(passed(text), quantifier, unlimited);
      const { before, last } = close();
      open.push(text === '|' ? { before: before + last, last: 1 } : { before, last: last * ways });
    }
  }
  const { before, last } = close();
  const isAnchored = expression.startsWith('^') && before === 0;
  return (before + last) * (isAnchored ? 1 : unlimited);
};

/** The ways of three repetitions without a limit. To try them takes less than a second, also if a long part follows them. */
const mostWays = choice(halfOf(longestMatched) + 1) ** 3;

/** Whether a regular expression may take long for a text of at most `longestMatched` characters. */
export const isSlowPattern = (expression: string): boolean => !(waysThrough(expression, longestMatched) <= mostWays);
