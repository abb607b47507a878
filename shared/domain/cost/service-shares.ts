import { isMoreRatio, minusRatio, plusRatio, type Ratio, ratioOf, timesRatio, wholeRatio } from '../money.ts';
import { cyclesOf } from './cycles.ts';

/** One item needs another, and may have a declared share of its cost: a decimal between 0 and 1. */
export interface CostLink {
  readonly dependant: string;
  readonly dependency: string;
  readonly share?: string | undefined;
}

/** The parts of the cost of an item that count for services, by the id of the service. They sum to at most 1. */
export type ServiceShares = ReadonlyMap<string, Ratio>;

const none = wholeRatio(0);
const all = wholeRatio(1);

const divisor = (one: bigint, other: bigint): bigint => (other === 0n ? one : divisor(other, one % other));

/** The fraction in lowest terms, so that sums over many items stay short. */
const lowest = ({ over, under }: Ratio): Ratio => {
  const common = divisor(over, under);
  return { over: over / common, under: under / common };
};

const sumOf = (ratios: readonly Ratio[]): Ratio => ratios.reduce((one, other) => lowest(plusRatio(one, other)), none);

/** What is known of the items of a cycle, or of a single item: the shares, and all services that need it, itself included. */
interface Allocation {
  readonly shares: ServiceShares;
  readonly services: ReadonlySet<string>;
}

/** The relations of one source with a target. If one of them has a share, the others say nothing. */
const declaredPairs = (links: readonly CostLink[]): ReadonlySet<string> =>
  new Set(links.filter(({ share }) => share !== undefined).map(({ dependant, dependency }) => `${dependant} ${dependency}`));

/** The shares of an item that these links lead to. `own`: the services among the item, or among the items of its cycle. */
const allocationOf = (links: readonly CostLink[], own: readonly string[], of: (item: string) => Allocation): Allocation => {
  const pairs = declaredPairs(links);
  const declared = links.flatMap(({ dependant, share }) => (share === undefined ? [] : [{ dependant, part: ratioOf(share) ?? none }]));
  const open = links.filter(({ dependant, dependency }) => !pairs.has(`${dependant} ${dependency}`));
  const sum = sumOf(declared.map(({ part }) => part));
  const scale = isMoreRatio(sum, all) ? { over: sum.under, under: sum.over } : all;
  const shares = new Map<string, Ratio>();
  const add = (service: string, part: Ratio) => shares.set(service, lowest(plusRatio(shares.get(service) ?? none, part)));
  for (const { dependant, part } of declared)
    for (const [service, share] of of(dependant).shares) add(service, timesRatio(timesRatio(part, scale), share));
  const evenly = new Set([...own, ...open.flatMap(({ dependant }) => [...of(dependant).services])]);
  const rest = minusRatio(all, timesRatio(sum, scale));
  for (const service of evenly) add(service, timesRatio(rest, { over: 1n, under: BigInt(evenly.size) }));
  return {
    shares: new Map([...shares].filter(([, { over }]) => over > 0n)),
    services: new Set([...own, ...links.flatMap(({ dependant }) => [...of(dependant).services])]),
  };
};

/**
 * The parts of the cost of items that count for services (L4). A link with a share gives that part of its target's cost to its source, and
 * through it to the services that bear the cost of the source. What no link has a share of is split evenly among the other services that need
 * the target, directly or not; a service that is the target itself is one of them. If there are none, it counts for no service. Shares that
 * sum to more than 1 are reduced in proportion. Items that need each other in a cycle are taken as one.
 *
 * @param links all links to the items and to everything that needs them
 */
export const serviceShares = (
  items: readonly string[],
  links: readonly CostLink[],
  isService: (item: string) => boolean,
): ReadonlyMap<string, ServiceShares> => {
  const { cycles, cycleOf } = cyclesOf(items, links);
  const found = new Map<string, Allocation>();
  const of = (item: string): Allocation => found.get(cycleOf.get(item) ?? item) ?? { shares: new Map(), services: new Set() };
  const into = Map.groupBy(
    links.filter(({ dependant, dependency }) => cycleOf.get(dependant) !== cycleOf.get(dependency)),
    ({ dependency }) => cycleOf.get(dependency) ?? dependency,
  );
  // The dependants of a cycle come before it.
  for (const [cycle, members] of cycles) found.set(cycle, allocationOf(into.get(cycle) ?? [], members.filter(isService), of));
  return new Map(items.map((item) => [item, of(item).shares]));
};
