import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** What reading the names of people needs. */
export interface PersonNamesContext {
  readonly people: Pick<ResourceRepository<Person>, 'findMany'>;
}

/** Reads the names of all these people together. Returns a function that gives the name of one of them; undefined if the person is gone. */
export const personNames =
  ({ people }: PersonNamesContext) =>
  async (ids: readonly string[]): Promise<(id: string) => string | undefined> => {
    const found = ids.length === 0 ? [] : await people.findMany([...new Set(ids)]);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return (id) => names.get(id);
  };
