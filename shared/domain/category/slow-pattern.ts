/** A part of an expression with what repeats it: an escaped character, a class, the begin of a group with its kind, or any other character. */
const part = /(\\.|\[(?:[^\]\\]|\\.)*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|.)([*+?]\??|\{\d+(?:,\d*)?\}\??)?/gsu;

/** Whether a part may be repeated more than once. */
const repeats = (quantifier: string): boolean => quantifier !== '' && !/^(?:\?|\{(?:0,)?[01]\})/.test(quantifier);
/** Whether the number of times is not fixed. */
const varies = (quantifier: string): boolean => quantifier !== '' && !/^\{\d+\}/.test(quantifier);

/** The most repetitions in one expression: each multiplies the time that a text takes. */
const mostRepetitions = 4;

/**
 * Whether a regular expression may take for ever: it repeats a group that has a choice or a repetition inside, at any depth, or it has many
 * repetitions.
 */
export const isSlowPattern = (expression: string): boolean => {
  /** For each open group, from the outermost: whether there is more than one way through it. */
  const ways = [false];
  const isSlow = ([, text = '', quantifier = '']: readonly string[]): boolean => {
    if (text.startsWith('(')) ways.push(false);
    const inside = text === ')' && ways.pop() === true;
    ways.push(ways.pop() === true || inside || varies(quantifier) || text === '|');
    return inside && repeats(quantifier);
  };
  const parts = [...expression.matchAll(part)];
  return parts.some(isSlow) || parts.filter(([, , quantifier = '']) => repeats(quantifier) && varies(quantifier)).length > mostRepetitions;
};
