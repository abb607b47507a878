import { attributeFaults } from '../class/attributes.ts';
import type { ClassDraft } from '../class/class.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import { isGroup } from '../configuration-item/group-selector.ts';
import { isDomainError } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import { isStorableValue } from './changed-properties.ts';

/** The longest JSON of a value that is taken from AWS Config, in characters. */
const longestValue = 2_000;

const isAccepted = ({ attributes: schema }: Pick<ClassDraft, 'attributes'>, attributes: JsonObject): boolean => {
  try {
    return attributeFaults(schema, attributes).length === 0;
  } catch (error) {
    // A schema that takes long to check accepts nothing.
    if (isDomainError(error)) return false;
    throw error;
  }
};

/** The attributes with what was seen of one. `undefined` if it was not seen, or if its value cannot be taken. */
const withSeen = (attributes: JsonObject, name: string, configuration: JsonObject): JsonObject | undefined => {
  const value = Object.hasOwn(configuration, name) ? (configuration[name] ?? null) : undefined;
  if (value === undefined || JSON.stringify(value).length > longestValue || !isStorableValue(value)) return undefined;
  const { [name]: former, ...others } = attributes;
  return value === null ? others : { ...attributes, [name]: value };
};

/**
 * The attributes of a CI with what AWS Config saw: an observed attribute of its class takes the value of the property of this name at the top
 * level of the resource's configuration, or its tags if its name is `tags`. `null` removes it. A value that is long, or that the schema of the
 * class refuses, is left. Groups keep their selectors.
 */
export const attributesAfter = (
  ci: Pick<ConfigurationItem, 'class' | 'attributes'>,
  terms: Pick<ClassDraft, 'attributes' | 'observedAttributes'>,
  configuration: JsonObject,
): JsonObject => {
  if (isGroup(ci)) return ci.attributes;
  let attributes = ci.attributes;
  for (const name of terms.observedAttributes) {
    const next = withSeen(attributes, name, configuration);
    if (next && isAccepted(terms, next)) attributes = next;
  }
  return attributes;
};
