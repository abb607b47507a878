import { isObject, type JsonObject } from '../json-object.ts';
import { type CellFormats, valueOfText } from './cell-values.ts';
import type { RowFields } from './import-row.ts';

/** The paths with this prefix, such as `customFields.`, whose values in a row are texts. */
export const textsUnder = (prefix: string, fields: RowFields): readonly (readonly [path: string, text: string])[] =>
  [...fields].flatMap(([path, value]) => (path.startsWith(prefix) && typeof value === 'string' ? [[path, value] as const] : []));

const memberOf = (object: unknown, name: string): unknown => (isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined);

/** The type of a field by a JSON Schema. A reference to a definition is followed once. */
const typeIn = (schema: JsonObject, name: string): unknown => {
  const property = memberOf(memberOf(schema, 'properties'), name);
  const [, definition] = /^#\/\$defs\/([^/]+)$/.exec(String(memberOf(property, '$ref'))) ?? [];
  return memberOf(definition === undefined ? property : memberOf(memberOf(schema, '$defs'), definition), 'type');
};

/** The types of the free fields of a row: those whose paths have this prefix have the types of this JSON Schema. */
interface FreeTypes {
  readonly prefix: string;
  readonly schema: JsonObject;
}

/**
 * The fields of a row, with the texts of free fields as values of the types that a schema gives them: that of a category for custom fields, that
 * of a class for attributes. A column of CSV has no types. A text of another type stays a text.
 * @throws DomainError invalid `import/not-a-number`, `import/not-a-boolean`
 */
export const withTypedValues = (fields: RowFields, { prefix, schema }: FreeTypes, formats: CellFormats): RowFields => {
  const typedValue = (path: string, text: string): unknown => {
    const type = typeIn(schema, path.slice(prefix.length));
    if (type === 'boolean') return valueOfText(text, path, 'flag', formats);
    return type === 'integer' || type === 'number' ? valueOfText(text, path, 'count', formats) : text;
  };
  return new Map([...fields, ...textsUnder(prefix, fields).map(([path, text]) => [path, typedValue(path, text)] as const)]);
};
