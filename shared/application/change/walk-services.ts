import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { type AffectedService, failedItems, isFailure } from '../../domain/change/outcomes.ts';
import { isDomainError } from '../../domain/errors.ts';
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
}

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
      return { services, outcomes: failedItems(outcomes).length === 0 ? outcomes : explained(outcomes, services, impact) };
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
