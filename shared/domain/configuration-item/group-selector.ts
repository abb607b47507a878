import * as z from 'zod';
import { invalid } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { schemaError } from '../schema-error.ts';
import { ExactLine, Line } from '../text.ts';
import { Name } from '../values.ts';
import type { ConfigurationItem } from './configuration-item.ts';
import { type ConfigurationItemPosting, hasPostings, selectorPostings } from './configuration-item-postings.ts';

/** Which CIs are in a group: those that have all of these values. It is the attribute `selector` of a CI of the class `group`. */
export const GroupSelector = lazily(() =>
  z.strictObject({
    class: Name().optional(),
    environment: Line().max(50).optional(),
    labels: z.record(ExactLine().min(1).max(100), ExactLine().max(500)).optional(),
  }),
);
export type GroupSelector = Shape<typeof GroupSelector>;

type GroupFields = Pick<ConfigurationItem, 'class' | 'attributes'>;

/** Whether the CI stands for a group of other CIs. */
export const isGroup = ({ class: name }: Pick<ConfigurationItem, 'class'>): boolean => name === 'group';

/** The selector of a group as it was sent. Other CIs, and groups whose members are related to them, have none. */
export const sentSelector = (ci: GroupFields): unknown => (isGroup(ci) ? ci.attributes.selector : undefined);

/** The selector of a stored group. Undefined for a group without one, or whose selector is not valid. */
export const selectorOf = (ci: GroupFields): GroupSelector | undefined => {
  const sent = sentSelector(ci);
  return sent === undefined ? undefined : GroupSelector().safeParse(sent).data;
};

const pointer = '/attributes/selector';

/** @throws DomainError invalid with a pointer into the selector, and `group/selector-matches-everything` for one without a value */
export const parsedSelector = (sent: unknown): GroupSelector => {
  const { success, data, error } = GroupSelector().safeParse(sent, { reportInput: true });
  if (!success) throw schemaError(error.issues, { base: pointer });
  if (selectorPostings(data).length === 0) throw tooWide();
  return data;
};

/** The error for a selector that every CI matches. */
export const tooWide = () =>
  invalid(pointer, 'group/selector-matches-everything', 'the selector matches every CI; give it a class, an environment or a label');

/** The error for a selector that no CI matches. */
export const tooNarrow = () =>
  invalid(pointer, 'group/selector-matches-nothing', 'the selector matches no CI; register its members first, or correct it');

/** Whether a CI is in the group with this id and these postings. A group is not in itself. */
export const isSelected = (group: string, postings: readonly ConfigurationItemPosting[], ci: ConfigurationItem): boolean =>
  ci.id !== group && hasPostings(ci, postings);

/** Whether a CI has everything that a selector asks for. A selector that asks for nothing selects nothing. */
export const isSelectedBy = (selector: GroupSelector, ci: ConfigurationItem): boolean => {
  const postings = selectorPostings(selector);
  return postings.length > 0 && hasPostings(ci, postings);
};
