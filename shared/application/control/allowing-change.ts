import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { conflict } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { implementingChange } from './covering-change.ts';

/** A change that allows a pool to fall below its minimum, and the check of a transaction that the change is still what it was (A6). */
interface AllowingChange {
  readonly change: Change['id'];
  readonly unchanged: Write;
}

/**
 * A change that allows to withdraw one of these items: it must be in implementation, and name it.
 * @throws DomainError conflict `change/not-covering`
 */
export const allowingChange =
  (context: { readonly changes: ChangeRepository }) =>
  async (reference: string, items: readonly (string | undefined)[]): Promise<AllowingChange> => {
    const change = await implementingChange(context)(reference);
    if (change?.items.some((item) => items.includes(item))) return { change: change.id, unchanged: context.changes.unchanged(change) };
    const detail = `change ${reference} does not allow this: it must be in implementation, and name this item`;
    throw conflict('change/not-covering', detail, '/query/change');
  };
