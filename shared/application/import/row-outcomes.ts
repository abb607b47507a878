import type { ImportRun, ReadableRow, RowOutcome } from './import-context.ts';

interface Creation {
  /** Whether something with this id is there. */
  readonly isThere: (id: string) => Promise<boolean>;
  readonly create: (options: { readonly id: string; readonly dryRun: boolean }) => Promise<unknown>;
}

/**
 * Creates what a row says. If that fails although it is there, it was created: by another run of the same import, or by a write whose answer
 * was lost.
 */
export const createdFrom = async ({ newId }: ReadableRow, { state }: ImportRun, { isThere, create }: Creation): Promise<RowOutcome> => {
  try {
    await create({ id: newId, dryRun: state.dryRun });
  } catch (error) {
    if (!(await isThere(newId))) throw error;
  }
  return { outcome: 'created', ...(state.dryRun ? {} : { item: newId }) };
};

/** The outcome of a row that says what is stored: it was created by this import if it has the id of the row. */
export const storedAs = ({ newId }: ReadableRow, { id }: { readonly id: string }): RowOutcome => ({
  outcome: id === newId ? 'created' : 'unchanged',
  item: id,
});
