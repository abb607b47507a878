import { isObject, type JsonObject } from '../json-object.ts';
import { type CellFormats, valueOfText } from './cell-values.ts';
import type { RowFields } from './import-row.ts';

const prefix = 'customFields.';

/** The paths of custom fields of a row whose values are texts. */
export const customTexts = (fields: RowFields): readonly (readonly [path: string, text: string])[] =>
  [...fields].flatMap(([path, value]) => (path.startsWith(prefix) && typeof value === 'string' ? [[path, value] as const] : []));

const memberOf = (object: unknown, name: string): unknown => (isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined);

/** The type of a custom field by the schema of a category. A reference to a definition is followed once. */
const typeIn = (schema: JsonObject, name: string): unknown => {
  const property = memberOf(memberOf(schema, 'properties'), name);
  const [, definition] = /^#\/\$defs\/([^/]+)$/.exec(String(memberOf(property, '$ref'))) ?? [];
  return memberOf(definition === undefined ? property : memberOf(memberOf(schema, '$defs'), definition), 'type');
};

/**
 * The fields of a row, with the texts of custom fields as values of the types that the schema of their category gives them: a column of CSV has no
 * types. A text of another type stays a text.
 * @throws DomainError invalid `import/not-a-number`, `import/not-a-boolean`
 */
export const withCustomValues = (fields: RowFields, schema: JsonObject, formats: CellFormats): RowFields => {
  const typedValue = (path: string, text: string): unknown => {
    const type = typeIn(schema, path.slice(prefix.length));
    if (type === 'boolean') return valueOfText(text, path, 'flag', formats);
    return type === 'integer' || type === 'number' ? valueOfText(text, path, 'count', formats) : text;
  };
  return new Map([...fields, ...customTexts(fields).map(([path, text]) => [path, typedValue(path, text)] as const)]);
};
