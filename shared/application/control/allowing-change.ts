import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { conflict } from '../../domain/errors.ts';
import { changeInPath } from '../change/resolve-change.ts';

/**
 * The id of a change that allows to touch one of these items: it must be in implementation, and name it.
 * @throws DomainError missing `change/not-found`; conflict `change/not-covering`
 */
export const allowingChange =
  (context: { readonly changes: ChangeRepository }) =>
  async (reference: string, items: readonly (string | undefined)[]): Promise<string> => {
    const { id, number, status, items: covered } = await changeInPath(context)(reference);
    if (status === 'implementing' && covered.some((item) => items.includes(item))) return id;
    throw conflict(
      'change/not-covering',
      `${number} is ${status} and names ${covered.length} items; it must be in implementation and name this item`,
    );
  };
