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

/** The first entity of a list that fits, page by page. A page may be short, or empty, although more follow. */
export const firstOfPages = async <Entity>(
  list: { page(request: PageRequest): Promise<Page<Entity>> },
  fits: (entity: Entity) => boolean = () => true,
): Promise<Entity | undefined> => {
  let after: string | undefined;
  do {
    const { items, nextCursor } = await list.page({ limit: 2, after });
    const found = items.find(fits);
    if (found !== undefined) return found;
    after = nextCursor;
  } while (after !== undefined);
  return undefined;
};
