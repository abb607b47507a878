import type { CiClass } from '../../domain/class/class.ts';
import { shippedClass, shippedClasses } from '../../domain/class/shipped-classes.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { ClassContext } from './class-context.ts';

/** A cursor within the shipped classes is the name of the last one. Cursors of stored classes are ids. */
const placeAfter = (after: string | undefined): number | undefined => {
  if (after === undefined) return 0;
  const place = shippedClasses.findIndex(({ name }) => name === after);
  return place < 0 ? undefined : place + 1;
};

/**
 * Lists the classes of CIs: first those that ship, each as it was replaced, then those of teams. A page ends
 * where the shipped classes end.
 */
export const listClasses =
  ({ classes }: Pick<ClassContext, 'classes'>) =>
  async ({ limit, after }: PageRequest): Promise<Page<CiClass>> => {
    const place = placeAfter(after);
    if (place === undefined || place === shippedClasses.length) {
      const request = { limit, after: place === undefined ? after : undefined };
      return classes.page(request, ({ name }) => shippedClass(name) === undefined);
    }
    const shown = shippedClasses.slice(place, place + limit);
    const replaced = new Map((await classes.findMany(shown.map(({ id }) => id))).map((stored) => [stored.id, stored]));
    return { items: shown.map((shipped) => replaced.get(shipped.id) ?? shipped), nextCursor: shown.at(-1)?.name };
  };
