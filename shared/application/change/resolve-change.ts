import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { missing } from '../../domain/errors.ts';
import { isId } from '../../domain/values.ts';

/**
 * Finds the change in a path (I7). The reference is an id, a number, or `system=id` of the external reference.
 * @throws DomainError missing `change/not-found`
 */
export const changeInPath =
  ({ changes }: { readonly changes: ChangeRepository }) =>
  async (reference: string): Promise<Change> => {
    if (isId(reference)) return changes.get(reference);
    const id = (await changes.named('number', reference)) ?? (await changes.named('external-reference', reference));
    if (id === undefined) throw missing('change', reference);
    return changes.get(id);
  };
