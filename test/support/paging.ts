import type { Page } from '../../shared/domain/store.ts';

/** Reads a list to its end. @returns the items of each page */
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
