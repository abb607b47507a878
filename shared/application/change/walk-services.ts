import { type Caller, has } from '../../domain/access.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { type AffectedService, failedItems, isFailure } from '../../domain/change/outcomes.ts';
import { invalid, isDomainError } from '../../domain/errors.ts';
import { statesOf } from '../../domain/impact/states.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { type Impact, walkImpact } from '../impact/walk-impact.ts';

/** The most items of the walk, so that the report of a failure never waits long for it. The nearest ones are reached first. */
const mostWalked = 2_000;
/** The most services that are found. */
const mostServices = 100;
/** The most services that one outcome may name. */
const mostOfAnItem = 50;

/** The services that depend on the items of a change, and what the failures do to them. */
interface ServiceWalk {
  /** The services, the nearest first, with those among the items themselves. */
  readonly services: readonly string[];
  /** The outcomes. Each failure names the services that it affects and how, if its reporter did not. */
  readonly outcomes: readonly ItemOutcome[];
  /** What a CI is for the items. Undefined if the walk did not come to its end, so that it may be anything. */
  readonly kindOf?: ((item: string) => 'affected service' | 'other service' | 'no service') | undefined;
}

/**
 * Checks the services that a reporter names. A change manager may name any service.
 * @throws DomainError invalid `service/unknown` for a CI that is no service; `change/service-unrelated` for a service that does not depend on the items
 */
export const assertServices = (outcomes: readonly ItemOutcome[], { kindOf }: ServiceWalk, caller: Caller): void => {
  outcomes.forEach(({ services = [] }, at) => {
    services.forEach(({ service }, place) => {
      const [pointer, kind] = [`/outcomes/${at}/services/${place}/service`, kindOf?.(service)];
      if (kind === 'no service')
        throw invalid(pointer, 'service/unknown', `${service} is no service: name a configuration item of the class service`);
      if (kind === 'other service' && !has(caller, 'change-manager'))
        throw invalid(
          pointer,
          'change/service-unrelated',
          `no relation says that service ${service} depends on the items of this change: add the relation first, or have its owner report the outage`,
        );
    });
  });
};

/** The failures with the services that they affect. A service is named once, under the first failure that reaches it. */
const explained = (outcomes: readonly ItemOutcome[], services: readonly string[], impact: Impact): readonly ItemOutcome[] => {
  const named = new Set<string>();
  return outcomes.map((outcome): ItemOutcome => {
    if (!isFailure(outcome) || outcome.services !== undefined) return outcome;
    const reached = statesOf(impact.links, [outcome.item]);
    const affected = services.filter((service) => reached.has(service) && !named.has(service)).slice(0, mostOfAnItem);
    for (const service of affected) named.add(service);
    const state = (service: string): AffectedService['state'] =>
      outcome.outcome === 'backed-out' ? 'none' : (impact.states.get(service) ?? 'none');
    return { ...outcome, services: affected.map((service) => ({ service, state: state(service) })) };
  });
};

/**
 * Walks from the items of a change to the services that depend on them (H8). What was backed out is as it was before, so it affects a service
 * with the state `none`. If the store is too busy for the walk, it finds nothing: the report of a failure must not wait for it.
 */
export const walkServices =
  (context: GroupContext) =>
  async (items: readonly string[], outcomes: readonly ItemOutcome[]): Promise<ServiceWalk> => {
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed').map(({ item }) => item);
    try {
      const impact = await walkImpact(context)({ starts: items, down: failed, direction: 'dependants', limit: mostWalked });
      const all = new Set(await context.configurationItems.idsWith([{ field: 'class', value: 'service' }]));
      const services = [...impact.depths.keys()].filter((item) => all.has(item)).slice(0, mostServices);
      const isWhole = impact.depths.size < mostWalked;
      return {
        services,
        outcomes: failedItems(outcomes).length === 0 ? outcomes : explained(outcomes, services, impact),
        kindOf: (item) => {
          if (!all.has(item)) return 'no service';
          return impact.depths.has(item) || !isWhole ? 'affected service' : 'other service';
        },
      };
    } catch (error) {
      if (isDomainError(error) && error.kind === 'busy') return { services: [], outcomes };
      throw error;
    }
  };

/** The services that each of these items affects, with itself if it is one. */
export const servicesOfEach =
  (context: GroupContext) =>
  async (items: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
    const impact = await walkImpact(context)({ starts: items, down: [], direction: 'dependants', limit: mostWalked });
    const all = new Set(await context.configurationItems.idsWith([{ field: 'class', value: 'service' }]));
    return new Map(items.map((item) => [item, [...statesOf(impact.links, [item]).keys()].filter((reached) => all.has(reached))]));
  };
