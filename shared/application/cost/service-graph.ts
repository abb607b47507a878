import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { CostLink } from '../../domain/cost/service-shares.ts';
import { DomainError } from '../../domain/errors.ts';
import { isNeed, type Link, walkGraph } from '../../domain/impact/graph.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { byEachId, idsOfItem } from '../../domain/item/merge.ts';
import { type Direction, directions } from '../../domain/item/relation.ts';
import type { Pool } from '../../domain/pool/pool.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { type GroupLinks, readGroupLinks } from '../impact/group-links.ts';
import type { GroupContext } from '../impact/group-members.ts';
import type { OwnershipContext } from './read-cost-of-ownership.ts';

/** The dependencies of the cost of services. */
export interface ServiceCostContext extends OwnershipContext, GroupContext {
  readonly items: OwnershipContext['items'] & Pick<ItemRepository, 'findMany'>;
  readonly clock: Clock;
  readonly assets: Pick<AssetRepository, 'page'>;
  readonly pools: Pick<ResourceRepository<Pool>, 'page'>;
}

/** The most items that a service may need, with the members of pools. */
export const mostNeeded = 1_000;
/** The most items that may need these items, and the most pools of the register. */
const mostRead = 2_000;
/** The most items that the assets of one page of a report, and all that needs them, may be. */
const mostAbove = 10_000;
const pageSize = 200;

/** @throws DomainError too-wide `service/too-many-items` */
const tooWide = (what: string): DomainError =>
  new DomainError('too-wide', 'service/too-many-items', `${what}; the cost of a service is computed over up to ${mostNeeded} items`);

/** All pages of a list. @throws DomainError too-wide `service/too-many-items` */
const allOf = async <Each>(
  page: (request: { limit: number; after?: string | undefined }) => Promise<{ items: readonly Each[]; nextCursor?: string | undefined }>,
  most: number,
  what: string,
): Promise<readonly Each[]> => {
  const found: Each[] = [];
  let after: string | undefined;
  do {
    const { items, nextCursor } = await page({ limit: pageSize, after });
    found.push(...items);
    if (found.length > most) throw tooWide(what);
    after = nextCursor;
  } while (after !== undefined);
  return found;
};

/** The id under which an item stands in relations. */
export const nodeOf = ({ id, ci }: Pick<Item, 'id' | 'ci'>): string => ci?.id ?? id;

/** The pools that name a service, by the id that the service has in relations. */
const poolsByService = async ({ pools, items }: ServiceCostContext): Promise<ReadonlyMap<string, readonly Pool[]>> => {
  const found = (await allOf((request) => pools.page(request), mostRead, `there are more than ${mostRead} pools`)).filter(
    ({ service }) => service !== undefined,
  );
  const named = [...new Set(found.flatMap(({ service }) => service ?? []))];
  const known = byEachId(named.length === 0 ? [] : await items.findMany(named), idsOfItem);
  return Map.groupBy(found, ({ service = '' }) => {
    const item = known.get(service);
    return item ? nodeOf(item) : service;
  });
};

/** A link with the share that its relation declares. The members of a pool are needed by the service that the pool names. */
export type SharedLink = Link & CostLink;

const storedLinks = async (context: ServiceCostContext, direction: Direction, groups: GroupLinks, ids: readonly string[]) => {
  const rows = await context.relations.edges(ids, directions[direction]);
  const links = rows.flatMap(({ item, edges }) =>
    edges.map(({ item: other, type, share }): SharedLink => {
      const [dependant, dependency] = direction === 'dependants' ? [other, item] : [item, other];
      return { dependant, dependency, type, share };
    }),
  );
  const stored = links.filter(({ type, dependency }) => isNeed(type) && (type !== 'member-of' || !groups.isGroup(dependency)));
  return [...stored, ...(direction === 'dependants' ? groups.above(ids) : groups.below(ids))];
};

/** The links from services to the members of their pools. */
const memberLinks = async ({ assets, items }: ServiceCostContext, pools: ReadonlyMap<string, readonly Pool[]>, ids: readonly string[]) => {
  const wanted = ids.flatMap((service) => (pools.get(service) ?? []).map((pool) => ({ service, pool: pool.id })));
  const links: SharedLink[] = [];
  for (const { service, pool } of wanted) {
    const filter = [{ field: 'pool', value: pool } as const];
    const members = await allOf((request) => assets.page(request, filter), mostNeeded, `pool ${pool} has more than ${mostNeeded} members`);
    const whole = members.length === 0 ? [] : await items.findMany(members.map(({ id }) => id));
    links.push(...whole.map((item): SharedLink => ({ dependant: service, dependency: nodeOf(item), type: 'depends-on' })));
  }
  return links;
};

/** The links from services to these items, which are members of their pools. */
const poolLinks = (items: readonly Item[], serviceOf: ReadonlyMap<string, string>): readonly SharedLink[] =>
  items.flatMap((item) =>
    (item.asset?.pools ?? []).flatMap((pool): SharedLink[] => {
      const service = serviceOf.get(pool);
      return service === undefined ? [] : [{ dependant: service, dependency: nodeOf(item), type: 'depends-on' }];
    }),
  );

/** What of the register is read once, however many items are walked from: its groups, and its pools by the service that they provide. */
interface CostFrame {
  readonly groups: GroupLinks;
  readonly pools: ReadonlyMap<string, readonly Pool[]>;
}

const readFrame = async (context: ServiceCostContext): Promise<CostFrame> => {
  const [pools, groups] = await Promise.all([poolsByService(context), readGroupLinks(context)]);
  return { pools, groups };
};

/** All links to items, and to everything that needs them. @throws DomainError too-wide `service/too-many-items` */
const linksAbove = async (
  context: ServiceCostContext,
  { groups, pools }: CostFrame,
  starts: readonly string[],
  { most, what }: { readonly most: number; readonly what: string },
): Promise<readonly SharedLink[]> => {
  const serviceOf = new Map([...pools].flatMap(([id, list]) => list.map((pool) => [pool.id, id] as const)));
  const links: SharedLink[] = [];
  const up = async (ids: readonly string[]) => {
    const found = [...(await storedLinks(context, 'dependants', groups, ids)), ...poolLinks(await context.items.findMany(ids), serviceOf)];
    links.push(...found);
    return found;
  };
  const above = await walkGraph(up, starts, { direction: 'dependants', limit: most });
  if (above.truncated) throw tooWide(`more than ${most} items need ${what}`);
  return links;
};

/** What a service needs, with the service itself, and everything that needs any of it. */
export interface ServiceGraph {
  readonly needed: readonly Item[];
  /** All links to the needed items, and to everything that needs them. */
  readonly links: readonly SharedLink[];
}

/**
 * Walks from a service to all that it needs, and from there to all that needs any of it. Each item is read once, so cycles end.
 * @throws DomainError too-wide `service/too-many-items` for more than 1,000 items, or more than 2,000 that need them
 */
export const readServiceGraph = async (context: ServiceCostContext, service: string): Promise<ServiceGraph> => {
  const frame = await readFrame(context);
  const down = async (ids: readonly string[]) => [
    ...(await storedLinks(context, 'dependencies', frame.groups, ids)),
    ...(await memberLinks(context, frame.pools, ids)),
  ];
  const below = await walkGraph(down, [service], { direction: 'dependencies', limit: mostNeeded });
  if (below.truncated) throw tooWide(`service ${service} needs more than ${mostNeeded} items`);
  const starts = [...below.depths.keys()];
  const links = await linksAbove(context, frame, starts, { most: mostRead, what: `what service ${service} needs` });
  return { needed: await context.items.findMany(starts), links };
};

/**
 * All links to items, and to everything that needs any of them.
 * @throws DomainError too-wide `service/too-many-items` for more than 10,000 items
 */
export const readCostLinks = async (context: ServiceCostContext, items: readonly Item[]): Promise<readonly SharedLink[]> =>
  linksAbove(context, await readFrame(context), items.map(nodeOf), { most: mostAbove, what: `${items.length} assets of the register` });
