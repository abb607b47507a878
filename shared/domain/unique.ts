import { conflict, type DomainError } from './errors.ts';
import { isStaleWrite, type Store, type Write } from './store.ts';

/** The label of a guard row (T3). It distinguishes a value that is taken from a row that was changed concurrently. */
export const guardLabel = (scheme: string, value: string): string => `Guard ${scheme} ${value}`;

/** A unique value that another resource has: as the caller typed it, in which field, and the name and id of the resource that has it. */
export interface TakenValue {
  readonly typed?: string | undefined;
  readonly pointer?: string | undefined;
  readonly holder?: { readonly id: string; readonly name: string } | undefined;
}

/** The error for a unique value that another resource has. */
export const takenError = (noun: string, scheme: string, value: string, taken: TakenValue): DomainError => {
  const { typed = value, pointer, holder } = taken;
  const [words, owner] = [scheme, noun].map((text) => text.replaceAll('-', ' '));
  const by = holder ? `${owner} ${holder.name} (${holder.id})` : `another ${owner}`;
  return conflict(`${noun}/${scheme}-taken`, `${words} ${typed} is taken by ${by}; send another one, or change that one first`, pointer);
};

/**
 * Commits the writes, and reports a unique value that another resource has as a conflict (T3).
 * @param takenValue what to say about a value that is taken. Whoever may write resources of a noun may also read them, so it names the holder
 * @throws DomainError conflict `<noun>/<scheme>-taken`
 * @throws StaleWrite if a row other than a guard was changed concurrently
 */
export const commitUnique = async (
  store: Store,
  noun: string,
  writes: readonly Write[],
  takenValue: (scheme: string, value: string) => Promise<TakenValue> = async () => ({}),
): Promise<void> => {
  try {
    await store.commit(writes);
  } catch (error) {
    if (!isStaleWrite(error)) throw error;
    // Another row was changed too. The decision used outdated data, and a concurrent request may have freed the value or taken it for the
    // same resource.
    if (error.labels.some((label) => !label.startsWith('Guard '))) throw error;
    const [, scheme, ...value] = error.labels[0]?.split(' ') ?? [];
    if (scheme === undefined) throw error;
    throw takenError(noun, scheme, value.join(' '), await takenValue(scheme, value.join(' ')));
  }
};
