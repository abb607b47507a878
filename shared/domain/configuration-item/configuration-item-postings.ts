import { foldedForm } from '../text.ts';
import type { ConfigurationItem } from './configuration-item.ts';

/** A value by which a list of CIs can be filtered: a field, and its value in normalized form. */
export interface ConfigurationItemPosting {
  readonly field: 'class' | 'environment' | 'criticality' | 'stage' | 'ownerTeam' | 'label' | 'name';
  readonly value: string;
}

type PlainField = 'class' | 'environment' | 'criticality' | 'stage' | 'ownerTeam';
const plainFields: readonly PlainField[] = ['class', 'environment', 'criticality', 'stage', 'ownerTeam'];

/** Filters of a list of CIs. */
export interface ConfigurationItemFilters extends Partial<Record<PlainField, string | undefined>> {
  /** The full name, without regard to case. */
  readonly name?: string | undefined;
  /** `app=orders`, or `app` for any value. The name ends at the first `=`. */
  readonly label?: string | undefined;
}

const plain = (fields: Partial<Record<PlainField, string | undefined>>): readonly ConfigurationItemPosting[] =>
  plainFields.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [{ field, value }];
  });

const nameOf = (name: string): ConfigurationItemPosting => ({
  field: 'name',
  value: foldedForm(name.toWellFormed()),
});

/** The posting of a label's name without its value. A `=` in the name is escaped, so that a name never equals a name with a value. */
const labelNamed = (name: string): string => name.replaceAll('%', '%25').replaceAll('=', '%3D');
const labelOf = (name: string, value: string): string => `${labelNamed(name)}=${value}`;

const labelFilter = (text: string): string => {
  const end = text.indexOf('=');
  return end < 0 ? labelNamed(text) : labelOf(text.slice(0, end), text.slice(end + 1));
};

/** All postings of a CI (T11): one for each of six fields, and two for each label. */
export const postingsOf = (ci: ConfigurationItem): readonly ConfigurationItemPosting[] => [
  ...plain(ci),
  nameOf(ci.name),
  ...Object.entries(ci.labels).flatMap(([name, value]): ConfigurationItemPosting[] => [
    { field: 'label', value: labelNamed(name) },
    { field: 'label', value: labelOf(name, value) },
  ]),
];

/** The postings that a CI must have to be in a list with these filters. */
export const filterPostings = (filters: ConfigurationItemFilters): readonly ConfigurationItemPosting[] => [
  ...plain(filters),
  ...(filters.name === undefined ? [] : [nameOf(filters.name)]),
  ...(filters.label === undefined ? [] : [{ field: 'label' as const, value: labelFilter(filters.label) }]),
];

/** The postings that a CI must have to match a selector of class, environment and labels. */
export const selectorPostings = ({
  labels = {},
  ...fields
}: Partial<Record<'class' | 'environment', string | undefined>> & {
  readonly labels?: Readonly<Record<string, string>> | undefined;
}): readonly ConfigurationItemPosting[] => [
  ...plain(fields),
  ...Object.entries(labels).map(([name, value]) => ({ field: 'label' as const, value: labelOf(name, value) })),
];

const isSame = (one: ConfigurationItemPosting) => (other: ConfigurationItemPosting) =>
  one.field === other.field && one.value === other.value;

/** Whether a CI has all of these postings. */
export const hasPostings = (ci: ConfigurationItem, wanted: readonly ConfigurationItemPosting[]): boolean => {
  const own = postingsOf(ci);
  return wanted.every((posting) => own.some(isSame(posting)));
};
