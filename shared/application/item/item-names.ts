import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';

/** The most CIs whose names one answer reads (T4). Further ids are answered without a name. */
const namesRead = 1_000;

/** The name of a CI, beside its id. */
interface ItemName {
  readonly item: string;
  readonly name: string;
}

/** What reading the names of CIs needs. */
export interface ItemNamesContext {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
}

/** Reads the names of all these CIs together. Returns a function that picks the names of some of them; CIs that are gone have none. */
export const itemNames =
  ({ configurationItems }: ItemNamesContext) =>
  async (ids: readonly string[], limit = namesRead): Promise<(some: readonly string[]) => readonly ItemName[]> => {
    const wanted = [...new Set(ids)].slice(0, limit);
    // An unreadable CI is reported by the repository, and has no name here.
    const found = wanted.length === 0 ? [] : await configurationItems.findMany(wanted, () => undefined);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return (some) =>
      some.flatMap((item) => {
        const name = names.get(item);
        return name === undefined ? [] : [{ item, name }];
      });
  };
