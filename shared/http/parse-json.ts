import type { Contract } from '../contracts/contract.ts';
import { invalid } from '../domain/errors.ts';
import { isTooDeep, maxDepth } from '../domain/json-object.ts';
import { pointerTo } from '../domain/schema-error.ts';
import { fieldNamesAt } from '../domain/schema-words.ts';

/** What to send instead of a body that is not JSON. */
const adviceFor = ({ body, bodyExample }: Contract): string => {
  if (bodyExample !== undefined) return `an object such as ${bodyExample}`;
  const names = fieldNamesAt(body?.(), []);
  return names.length === 0 ? 'an object such as {}' : `an object with fields among ${names.join(', ')}, such as {"${names[0]}": …}`;
};

const parseUncheckedJson = (contract: Contract, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(undefined, 'body/not-json', `the body is not valid JSON; send ${adviceFor(contract)}`);
  }
};

/** A JSON.parse reviver. It replaces lone surrogates, which DynamoDB rejects, also in names. */
const wellFormed = (_: string, inner: unknown): unknown => {
  if (typeof inner === 'string') return inner.toWellFormed();
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([name, value]) => [name.toWellFormed(), value]));
};

/** What is searched for in a body: names of members, and texts. */
interface Fault {
  readonly isInName: (name: string) => boolean;
  readonly isInText: (text: string) => boolean;
}

/** The pointer of the first member or text with a fault. Undefined if there is none. */
const pointerOf = (value: unknown, fault: Fault, at = ''): string | undefined => {
  if (typeof value === 'string') return fault.isInText(value) ? at : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const pointer = pointerTo(at, name);
    const found = fault.isInName(name) ? pointer : pointerOf(inner, fault, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** @throws DomainError 400 with the pointer of the first fault */
const assertWithout = (value: unknown, fault: Fault, detail: string): void => {
  const pointer = pointerOf(value, fault)?.toWellFormed();
  if (pointer !== undefined) throw invalid(pointer, 'body/invalid', `${pointer || 'the body'}: ${detail}`);
};

/** A member that would change the prototype of an object. */
const prototype: Fault = { isInName: (name) => name === '__proto__', isInText: () => false };
/** Half of a surrogate pair is no character. */
const halfPair: Fault = { isInName: (name) => !name.isWellFormed(), isInText: (text) => !text.isWellFormed() };

/**
 * Parses the JSON of a body. Text of other systems is repaired, and any other text that is not valid Unicode is refused. A use case that
 * parses its body itself looks after `__proto__`.
 * @throws DomainError 400 `body/not-json`, `body/too-deep`, `body/invalid`
 */
export const parseJson = (contract: Contract, text: string): unknown => {
  const value = parseUncheckedJson(contract, text);
  if (isTooDeep(value)) throw invalid(undefined, 'body/too-deep', `the body is nested deeper than ${maxDepth} levels`);
  // The reviver runs only after the depth check, because JSON.parse calls it recursively. Names and surrogates may be written as \u
  // escapes, and only there can a surrogate be alone.
  if (!/__proto__|\\u(00|d[89a-f])/i.test(text)) return value;
  if (!contract.looseBody) assertWithout(value, prototype, 'a member named __proto__ cannot be stored; leave it out or rename it');
  if (contract.foreignText) return JSON.parse(text, wellFormed);
  assertWithout(value, halfPair, 'has half of a surrogate pair, such as \\ud83d without \\ude00; send whole characters');
  return value;
};
