import { invalid } from '../errors.ts';
import { type AlertLabels, labelOf } from '../monitor/received-alert.ts';

/** Whether a matcher matches the labels of an alert. A missing label counts as the empty string, as in Alertmanager. */
export type Matcher = (labels: AlertLabels) => boolean;

const pattern = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"\s,{}]+))\s*$/;
const unescaped = (text: string): string => text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));

type Test = (value: string) => boolean;

const compiled = new Map<string, Test>();
const cacheLimit = 1_000;

/**
 * Compiles a regular expression and caches the result. RE2 needs linear time for every expression. The library is loaded at its first use,
 * because loading it takes much of a cold start and most monitors have no regular expression. As in Alertmanager, the whole value has to
 * match.
 */
const compile = async (expression: string): Promise<Test> => {
  const known = compiled.get(expression);
  if (known) return known;
  const { RE2JS } = await import('re2js');
  const regex = RE2JS.compile(`^(?:${expression})$`);
  const test: Test = (value) => regex.matches(value);
  if (compiled.size >= cacheLimit) compiled.clear();
  compiled.set(expression, test);
  return test;
};

/**
 * Reads a matcher in Alertmanager's notation, such as `severity="security"` (S6). `pointer`: the field that has it.
 * @throws DomainError invalid `matcher/invalid` for other notations, and for an expression that RE2 does not accept
 */
export const readMatcher = async (text: string, pointer?: string): Promise<Matcher> => {
  const parts = pattern.exec(text);
  if (!parts) throw invalid(pointer, 'matcher/invalid', `${text} is not a matcher such as severity="security" or team=~"db-.*"`);
  const [, name = '', operator, quoted, bare] = parts;
  const value = quoted === undefined ? (bare ?? '') : unescaped(quoted);
  const isRegex = operator === '=~' || operator === '!~';
  const test: Test = isRegex
    ? await compile(value).catch(() => {
        throw invalid(pointer, 'matcher/invalid', `${value} is not a valid RE2 expression such as page-.*`);
      })
    : (actual) => actual === value;
  const isNegative = operator === '!=' || operator === '!~';
  return (labels) => test(labelOf(labels, name) ?? '') !== isNegative;
};
