import { type Clock, day, plus } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { inUse, usersShown } from '../../domain/errors.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import type { EdgeShard, RelationRepository } from '../../domain/item/relation-repository.ts';
import type { Write } from '../../domain/store.ts';
import { furthestStartDays, overAt } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type ServiceUseContext, usesOfService } from '../agreement/uses-of-service.ts';
import { type UsersContext, usersOfItem } from '../naming/find-users.ts';

/** What the deletion of a CI needs, to find who uses it. */
export interface ItemUseContext extends UsersContext, ServiceUseContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly clock: Clock;
}

/** The windows that are not over and cover the item. The latest may start as far ahead as any window. */
const windowsOf = async ({ windows, clock }: ItemUseContext, item: string): Promise<readonly string[]> => {
  const now = clock.now();
  const entries = await windows.entriesOf(item, now, plus(now, furthestStartDays * day), { plan: true });
  const found = entries.length === 0 ? [] : await windows.findMany([...new Set(entries.map(({ window }) => window))]);
  return found
    .filter((window) => overAt(window) > now)
    .map(({ id, number }) => `window ${id} of change ${number} covers it and is not over`);
};

/** The CIs that have a relation to the item, and the rows of these relations. */
const dependantsOf = async ({ relations, configurationItems }: ItemUseContext, item: string) => {
  const into = await relations.edges([item], 'in');
  const typeOf = new Map(into.flatMap(({ edges }) => edges.map((edge) => [edge.item, edge.type])));
  const shown = [...typeOf.keys()].slice(0, usersShown);
  const found = shown.length === 0 ? [] : await configurationItems.findMany(shown);
  const nameOf = new Map(found.map(({ id, name }) => [id, name]));
  return {
    users: shown.map((id) => `configuration item ${nameOf.get(id)} (${id}) has the relation ${typeOf.get(id)} to it`),
    into,
  };
};

/**
 * Checks that no change that has not ended names the CI, that no window that is not over covers it, that no other CI has a relation to it,
 * that it is no service with an agreement that has not ended or an outage that goes on, and, unless its asset facet stays, that no asset is
 * part of it. Returns writes that make the deletion fail if this has changed since,
 * and the empty rows of relations to the item, which the deletion removes on the versions that were read.
 * @throws DomainError conflict `configuration-item/in-use`
 */
export const assertUnused =
  (context: ItemUseContext) =>
  async (item: Item): Promise<{ readonly unchanged: readonly Write[]; readonly into: readonly EdgeShard[] }> => {
    const id = facetIdOf(item, 'ci');
    const { users, unchanged } = await usersOfItem(context, ({ user }) => user.noun !== 'asset' || !item.asset)(item);
    const { users: dependants, into } = await dependantsOf(context, id);
    const agreed = item.ci ? await usesOfService(context)(item.ci) : [];
    const all = [...users, ...(await windowsOf(context, id)), ...dependants, ...agreed.map(({ detail }) => detail)];
    if (all.length > 0) throw inUse('configuration-item/in-use', all);
    return { unchanged, into };
  };
