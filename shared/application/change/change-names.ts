import type { ChangeRepository } from '../../domain/change/change-repository.ts';

/** Number and title of a change. Both are absent if the change cannot be read. */
interface ChangeName {
  readonly number?: string;
  readonly title?: string;
}

/** What reading the names of changes needs. */
export interface ChangeNamesContext {
  readonly changes: Pick<ChangeRepository, 'findMany'>;
}

/** Reads number and title of all these changes together. Returns a function that gives those of one of them. */
export const changeNames =
  ({ changes }: ChangeNamesContext) =>
  async (ids: readonly string[]): Promise<(id: string) => ChangeName> => {
    const found = ids.length === 0 ? [] : await changes.findMany([...new Set(ids)]);
    const names = new Map(found.map(({ id, number, title }) => [id, { number, title }]));
    return (id) => names.get(id) ?? {};
  };
