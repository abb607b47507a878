import { invalidFields } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import { assertSchema, schemaFaults } from '../json-schema/validate.ts';

/** @throws DomainError invalid `schema/invalid` if the schema of custom fields is none */
export const assertFieldSchema = (schema: JsonObject): void => assertSchema(schema, '/customFields');

interface FieldCategory {
  readonly name: string;
  readonly customFields?: JsonObject | undefined;
}

/**
 * Checks the custom fields of an asset by the schema of its category.
 * @throws DomainError invalid `asset/custom-fields` with a pointer to each field that is wrong
 */
export const assertCustomFields = ({ name, customFields }: FieldCategory, fields: unknown): void => {
  const faults = customFields === undefined ? [] : schemaFaults(customFields, fields, '/customFields');
  if (faults.length === 0) return;
  throw invalidFields(
    faults.map(({ path, text }) => ({
      pointer: `/customFields${path}`,
      code: 'asset/custom-fields',
      detail: `${text} (the schema of category ${name})`,
    })),
  );
};
