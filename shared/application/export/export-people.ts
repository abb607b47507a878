import type { ListPage } from './export-context.ts';
import { readableReferences } from './readable-references.ts';

export const exportPeople: ListPage = (context) => async (request) => {
  const { items, nextCursor } = await context.people.page(request);
  const team = await readableReferences(
    context.teams,
    items.flatMap(({ teams }) => teams),
    ({ name }) => name,
  );
  return {
    items: items.map(({ addressVersion, addressChangedAt, ...person }) => ({ ...person, teams: person.teams.map(team) })),
    nextCursor,
  };
};
