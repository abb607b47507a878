import type { Outage } from './outage.ts';

/** What identifies an outage of another tool among those of its service. */
type ImportedOutage = Pick<Outage, 'start' | 'reference'>;

/** The key of the source of an imported outage (I5): the reference of the other tool, or without one its beginning. */
export const importedKey = ({ start, reference }: ImportedOutage): string =>
  reference === undefined ? `imported start ${start}` : `imported reference ${reference}`;

/** Whether a stored outage is the one that another import tells of: it begins at the same time, and not both have a reference that differs. */
export const isSameImport = (
  stored: Pick<Outage, 'source' | 'start' | 'reference'>,
  { start, reference = stored.reference }: ImportedOutage,
): boolean => stored.source === 'imported' && stored.start === start && (stored.reference ?? reference) === reference;
