import { conflict } from './errors.ts';
import { isStaleWrite, type Store, type Write } from './store.ts';

/** How guard rows are labelled (T3), so that a lost one is told from a lost race. */
export const guardLabel = (scheme: string, value: string): string => `Guard ${scheme} ${value}`;

/**
 * Commits; a value that somebody else has becomes a refusal.
 * @throws DomainError conflict `<noun>/<scheme>-taken`
 */
export const commitUnique = async (store: Store, noun: string, writes: readonly Write[]): Promise<void> => {
  try {
    await store.commit(writes);
  } catch (error) {
    if (!isStaleWrite(error)) throw error;
    // Another row lost as well: we judged on what is no longer so, and may have taken or released the value ourselves meanwhile.
    if (error.labels.some((label) => !label.startsWith('Guard '))) throw error;
    const [, scheme, ...value] = error.labels[0]?.split(' ') ?? [];
    if (scheme === undefined) throw error;
    throw conflict(`${noun}/${scheme}-taken`, `${scheme} ${value.join(' ')} is taken by another ${noun}`);
  }
};
