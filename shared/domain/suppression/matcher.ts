import { RE2JS } from 're2js';
import { invalid } from '../errors.ts';

/** A matcher in Alertmanager's notation (S6): name, operator, value. */
export interface Matcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** What is never suppressed, whatever a monitor says: each by itself (S6). */
const shipped: readonly string[] = ['alertname=~"Watchdog|DeadMansSwitch"', 'severity="security"'];

const pattern = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"\s,{}]+))\s*$/;
const unescaped = (text: string): string => text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));

/** Compiles once; RE2 runs in linear time, whatever the expression. Alertmanager anchors both ends. */
const compiled = new Map<string, RE2JS>();
const expression = (value: string): RE2JS => {
  const known = compiled.get(value);
  if (known) return known;
  const made = RE2JS.compile(`^(?:${value})$`);
  if (compiled.size > 1_000) compiled.clear();
  compiled.set(value, made);
  return made;
};

/** @throws DomainError invalid `matcher/invalid` for what is not Alertmanager's notation or no RE2 expression */
export const parseMatcher = (text: string): Matcher => {
  const parts = pattern.exec(text);
  if (!parts) throw invalid(undefined, 'matcher/invalid', `${text} is no matcher such as severity="security"`);
  const [, name = '', operator, quoted, bare] = parts;
  const value = quoted === undefined ? (bare ?? '') : unescaped(quoted);
  if (operator === '=~' || operator === '!~') {
    try {
      expression(value);
    } catch {
      throw invalid(undefined, 'matcher/invalid', `${value} is no RE2 expression`);
    }
  }
  return { name, operator: operator as Matcher['operator'], value };
};

type Labels = Readonly<Record<string, string>>;

/** Whether a matcher holds; an absent label is the empty string, as in Alertmanager. */
export const holds = ({ name, operator, value }: Matcher, labels: Labels): boolean => {
  const got = labels[name] ?? '';
  if (operator === '=') return got === value;
  if (operator === '!=') return got !== value;
  const matches = expression(value).matches(got);
  return operator === '=~' ? matches : !matches;
};

const holdsFor = (labels: Labels) => (text: string) => holds(parseMatcher(text), labels);

/** Whether an alert is never suppressed (S6): one of the shipped matchers holds, or every one of the monitor's own; an empty list is none. */
export const isNeverSuppressed = (own: readonly string[] = [], labels: Labels): boolean =>
  shipped.some(holdsFor(labels)) || (own.length > 0 && own.every(holdsFor(labels)));
