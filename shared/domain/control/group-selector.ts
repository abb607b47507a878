import { classIdOf } from '../class/class.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import { isObject, type JsonObject } from '../json-object.ts';

/** Whether a CI is a group of CIs: of the shipped class `group`. */
export const isGroup = ({ class: className }: Pick<ConfigurationItem, 'class'>): boolean => classIdOf(className) === classIdOf('group');

/** The selector of a group. Without one, its members are the CIs that are `member-of` it. */
export const selectorOf = ({ attributes }: Pick<ConfigurationItem, 'attributes'>): JsonObject | undefined =>
  isObject(attributes.selector) ? attributes.selector : undefined;

/** Whether a CI has everything that a selector asks for: class, environment and labels. A selector that asks for nothing selects nothing. */
export const isSelected = (ci: ConfigurationItem, { class: className, environment, labels }: JsonObject): boolean => {
  const wanted = isObject(labels) ? Object.entries(labels) : [];
  const isAsking = className !== undefined || environment !== undefined || wanted.length > 0;
  return (
    isAsking &&
    (className === undefined || (typeof className === 'string' && classIdOf(className) === classIdOf(ci.class))) &&
    (environment === undefined || environment === ci.environment) &&
    wanted.every(([name, value]) => Object.hasOwn(ci.labels, name) && ci.labels[name] === value)
  );
};
