import { isObject, type JsonObject } from '../json-object.ts';

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/**
 * The definition of a schema that a reference such as `#/$defs/disk` leads to. Undefined if it leads nowhere. The validator finds it with the
 * name encoded as in a URI.
 */
export const definitionOf = (schema: JsonObject, reference: string): unknown => {
  const [, kind = '', name = ''] = reference.split('/');
  const definitions = schema[kind];
  const given = decoded(name).replaceAll('~1', '/').replaceAll('~0', '~');
  return isObject(definitions) && Object.hasOwn(definitions, given) ? definitions[given] : undefined;
};
