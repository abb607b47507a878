import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { finalStatuses } from '../../domain/change/change-transitions.ts';
import type { Naming, NamingRepository } from '../../domain/naming/naming.ts';

export interface ChangesNamingContext {
  readonly changes: Pick<ChangeRepository, 'findMany'>;
  readonly namings: Pick<NamingRepository, 'namingsOf'>;
}

/** How many namings are read at a time. */
const atOnce = 500;

/** All changes that have named an item and still do, also those that have ended. */
export const allChangesNaming =
  ({ changes, namings }: ChangesNamingContext) =>
  async (item: string): Promise<readonly Change[]> => {
    const ids: string[] = [];
    for (let after: Naming | undefined; ; ) {
      const page = await namings.namingsOf({ noun: 'item', id: item }, atOnce, after);
      ids.push(...page.flatMap(({ user }) => (user.noun === 'change' ? [user.id] : [])));
      after = page.at(-1);
      if (page.length < atOnce) break;
    }
    const found = ids.length === 0 ? [] : await changes.findMany(ids);
    return found.filter(({ items }) => items.includes(item));
  };

/** The changes that name an item and have not ended, also those whose window has ended. */
export const changesNaming =
  (context: ChangesNamingContext) =>
  async (item: string): Promise<readonly Change[]> =>
    (await allChangesNaming(context)(item)).filter(({ status }) => !finalStatuses.includes(status));
