import { isObject, type JsonObject } from '../json-object.ts';
import { definitionOf } from './definitions.ts';
import { mostSteps, stepsOfFormat, stepsOfPattern, stepsOfUniqueness, stepsToCompare } from './steps.ts';

/**
 * Counts an upper bound of the work that a validation takes, before it runs. It goes the same way as the validator: it applies each part of the schema
 * to each part of the value, with references followed. It stops when there is too much to do, so that it takes no long time itself.
 */

/** Why a schema cannot be applied to a value. `nowhere`: a reference leads to no definition. `loop`: one leads to itself for the same value. */
type WorkFault = 'too-much' | 'nowhere' | 'loop';

/** How deep the validator may call itself. Its stack ends at some thousand calls. */
const deepest = 300;

/** Where the count is. `through`: the references that were followed for this part of the value. */
interface Place {
  readonly depth: number;
  readonly through: readonly string[];
}

type Visit = (schema: unknown, value: unknown, place: Place) => void;
type Count = (
  part: unknown,
  value: unknown,
  context: { readonly visit: Visit; readonly add: (steps: number) => void; readonly place: Place },
) => void;

/** Throws faults out of the visits. Nobody outside sees it. */
class Stop extends Error {
  readonly fault: WorkFault;

  constructor(fault: WorkFault) {
    super(fault);
    this.fault = fault;
  }
}

const deeper = ({ depth, through }: Place): Place => ({ depth: depth + 1, through });
const inside = ({ depth }: Place): Place => ({ depth: depth + 1, through: [] });

/** A schema for the same value, and a list of them. */
const same: Count = (part, value, { visit, place }) => visit(part, value, deeper(place));
const sameEach: Count = (part, value, { visit, place }) => {
  for (const each of Object.values(Object(part))) visit(each, value, deeper(place));
};

/** A schema for each member of an object, and for each entry of a list. */
const members: Count = (part, value, { visit, place }) => {
  if (isObject(value)) for (const each of Object.values(value)) visit(part, each, inside(place));
};
const entries: Count = (part, value, { visit, place }) => {
  if (Array.isArray(value)) for (const each of value) visit(part, each, inside(place));
};

const prefix: Count = (part, value, { visit, place }) => {
  if (Array.isArray(value))
    for (const [at, each] of Object.values(Object(part)).entries()) if (at < value.length) visit(each, value[at], inside(place));
};

const names: Count = (part, value, { visit, place }) => {
  if (isObject(value)) for (const name of Object.keys(value)) visit(part, name, inside(place));
};

/** How many names of a schema are looked up in an object in one step. */
const lookupsPerStep = 50;

const properties: Count = (part, value, { visit, add, place }) => {
  if (!isObject(value)) return;
  const schemas = Object.entries(Object(part));
  add(schemas.length / lookupsPerStep);
  for (const [name, each] of schemas) if (Object.hasOwn(value, name)) visit(each, value[name], inside(place));
};

const dependents: Count = (part, value, { visit, add, place }) => {
  if (!isObject(value)) return;
  const schemas = Object.entries(Object(part));
  add(schemas.length / lookupsPerStep);
  for (const [name, each] of schemas) if (Object.hasOwn(value, name)) visit(each, value, deeper(place));
};

const required: Count = (part, value, { add }) => {
  if (isObject(value)) add(Object(part).length);
};
const dependentRequired: Count = (part, value, { add }) => {
  if (isObject(value)) for (const each of Object.values(Object(part))) add(1 + Object(each).length);
};

const unique: Count = (part, value, { add }) => {
  if (part === true && Array.isArray(value)) add(stepsOfUniqueness(value));
};

const compared: Count = (part, _, { add }) => add(stepsToCompare(part));
const format: Count = (_, value, { add }) => {
  if (typeof value === 'string') add(stepsOfFormat(value));
};

/** The count of each keyword that takes more than a moment. */
const countsOf = (patternSteps: (expression: string, text: string) => number): Readonly<Record<string, Count>> => ({
  ...Object.fromEntries(['not', 'if', 'then', 'else'].map((keyword) => [keyword, same])),
  ...{ allOf: sameEach, anyOf: sameEach, oneOf: sameEach },
  ...{ items: entries, contains: entries, unevaluatedItems: entries, prefixItems: prefix },
  ...{ additionalProperties: members, unevaluatedProperties: members, propertyNames: names },
  ...{ properties, dependentSchemas: dependents, required, dependentRequired },
  ...{ const: compared, enum: compared, format, uniqueItems: unique },
  pattern: (part, value, { add }) => {
    if (typeof value === 'string') add(patternSteps(String(part), value));
  },
  patternProperties: (part, value, { visit, add, place }) => {
    if (!isObject(value)) return;
    for (const [expression, each] of Object.entries(Object(part))) {
      add(patternSteps(expression, ''));
      for (const [name, member] of Object.entries(value)) {
        add(patternSteps(expression, name));
        visit(each, member, inside(place));
      }
    }
  },
});

/** Counts the steps. @throws Stop */
const count = (whole: JsonObject, sample: unknown): void => {
  let steps = 0;
  const add = (more: number): void => {
    steps += more;
    if (steps > mostSteps) throw new Stop('too-much');
  };
  const counts = Object.entries(countsOf(stepsOfPattern()));
  const follow = (reference: string, value: unknown, { depth, through }: Place): void => {
    const definition = definitionOf(whole, reference);
    if (definition === undefined) throw new Stop('nowhere');
    if (through.includes(reference)) throw new Stop('loop');
    visit(definition, value, { depth: depth + 1, through: [...through, reference] });
  };
  const visit: Visit = (schema, value, place) => {
    add(1);
    if (!isObject(schema)) return;
    if (place.depth > deepest) throw new Stop('too-much');
    add(Object.keys(schema).length / 4);
    if (typeof schema.$ref === 'string') follow(schema.$ref, value, place);
    for (const [keyword, countOf] of counts) if (Object.hasOwn(schema, keyword)) countOf(schema[keyword], value, { visit, add, place });
  };
  visit(whole, sample, { depth: 0, through: [] });
};

/** Why a schema cannot be applied to this value. Undefined if it can be, and does not take long. */
export const workFault = (schema: JsonObject, value: unknown): WorkFault | undefined => {
  try {
    count(schema, value);
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
  return undefined;
};
