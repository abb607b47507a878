import type { Page, PageRequest } from '../domain/store.ts';

/** All entities of a list that is known to be short, page by page. */
export const allPages = async <Entity>(list: { page(request: PageRequest): Promise<Page<Entity>> }): Promise<readonly Entity[]> => {
  const found: Entity[] = [];
  let after: string | undefined;
  do {
    const page = await list.page({ limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.nextCursor;
  } while (after !== undefined);
  return found;
};
