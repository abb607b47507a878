import type { Page } from '../../shared/domain/store.ts';

/** All of a list, page by page to its end: what each page held. */
export const allPages = async <Entity>(
  read: (from: { readonly after?: string }) => Promise<Page<Entity>>,
): Promise<readonly (readonly Entity[])[]> => {
  const pages: (readonly Entity[])[] = [];
  for (let from: { readonly after?: string } | undefined = {}; from; ) {
    const { items, nextCursor }: Page<Entity> = await read(from);
    pages.push(items);
    from = nextCursor === undefined ? undefined : { after: nextCursor };
  }
  return pages;
};
