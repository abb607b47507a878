import { invalidFields } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import { assertSchema, type SchemaFault, schemaFaults } from '../json-schema/validate.ts';
import type { CiClass } from './class.ts';

/** @throws DomainError invalid `schema/invalid` if the schema of attributes is none */
export const assertAttributeSchema = (schema: JsonObject): void => assertSchema(schema, '/attributes');

/** What the schema of a class refuses in the attributes of a CI. */
export const attributeFaults = (schema: JsonObject, attributes: JsonObject): readonly SchemaFault[] =>
  schemaFaults(schema, attributes, '/attributes');

/**
 * Checks the attributes of a CI by the schema of its class.
 * @throws DomainError invalid `configuration-item/attributes` with a pointer to each attribute that is wrong
 */
export const assertAttributes = ({ name, attributes: schema }: Pick<CiClass, 'name' | 'attributes'>, attributes: JsonObject): void => {
  const faults = attributeFaults(schema, attributes);
  if (faults.length === 0) return;
  throw invalidFields(
    faults.map(({ path, text }) => ({
      pointer: `/attributes${path}`,
      code: 'configuration-item/attributes',
      detail: `${text} (the schema of class ${name})`,
    })),
  );
};
