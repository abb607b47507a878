import { conflict } from './errors.ts';
import { isStaleWrite, type Store, type Write } from './store.ts';

/** The label of a guard row (T3). It distinguishes a value that is taken from a row that was changed concurrently. */
export const guardLabel = (scheme: string, value: string): string => `Guard ${scheme} ${value}`;

/**
 * Commits the writes, and reports a unique value that another resource has as a conflict (T3).
 * @throws DomainError conflict `<noun>/<scheme>-taken`
 * @throws StaleWrite if a row other than a guard was changed concurrently
 */
export const commitUnique = async (store: Store, noun: string, writes: readonly Write[]): Promise<void> => {
  try {
    await store.commit(writes);
  } catch (error) {
    if (!isStaleWrite(error)) throw error;
    // Another row was changed too. The decision used outdated data, and a concurrent request may have freed the value or taken it for the
    // same resource.
    if (error.labels.some((label) => !label.startsWith('Guard '))) throw error;
    const [, scheme, ...value] = error.labels[0]?.split(' ') ?? [];
    if (scheme === undefined) throw error;
    throw conflict(`${noun}/${scheme}-taken`, `${scheme} ${value.join(' ')} is taken by another ${noun}`);
  }
};
