import type { Instant } from '../clock.ts';
import type { ImpactState } from '../impact/states.ts';
import type { OutageState } from '../outage/outage.ts';
import { bit, type Mask } from '../window/mask.ts';
import type { ItemOutcome } from './change-fields.ts';

/** A service that a failure affects, and how. */
export type AffectedService = NonNullable<ItemOutcome['services']>[number];

/** Whether the work on an item did not succeed: it failed, or it was backed out. */
export const isFailure = ({ outcome }: Pick<ItemOutcome, 'outcome'>): boolean => outcome === 'failed' || outcome === 'backed-out';

/** The items on which the work did not succeed. */
export const failedItems = (outcomes: readonly ItemOutcome[]): readonly string[] => outcomes.filter(isFailure).map(({ item }) => item);

/** The mask bits of the named CIs that failed. Their quiet ends at once (H8). 0 if none failed. */
export const failedMask = (named: readonly string[], outcomes: readonly ItemOutcome[]): Mask => {
  const failed = failedItems(outcomes);
  return named.reduce((mask, id, place) => (failed.includes(id) ? mask + bit(place) : mask), 0);
};

const rank: Readonly<Record<ImpactState, number>> = { none: 0, degraded: 1, down: 2 };

/** All services that the failures of a change affect, each once in its worst state, those that are down first. */
export const servicesAffected = (outcomes: readonly ItemOutcome[]): readonly AffectedService[] => {
  const worst = new Map<string, AffectedService>();
  for (const service of outcomes.filter(isFailure).flatMap(({ services = [] }) => services)) {
    const known = worst.get(service.service);
    if (!known || rank[service.state] > rank[known.state]) worst.set(service.service, service);
  }
  return [...worst.values()].toSorted((one, other) => rank[other.state] - rank[one.state]);
};

/** The services that the failures of a change have down or degraded, with the worst state of each. */
export const impairments = (outcomes: readonly ItemOutcome[]): ReadonlyMap<string, OutageState> =>
  new Map(servicesAffected(outcomes).flatMap(({ service, state }) => (state === 'none' ? [] : [[service, state] as const])));

/** A state that the failures of a change have brought a service to, or had brought it to before an outcome was corrected. */
export interface FailureImpairment {
  readonly service: string;
  readonly state: OutageState;
  /** When a corrected outcome said so, the last time. @default since the work ended */
  readonly since?: Instant | undefined;
}

/** What is known of a change's failures before more is reported. */
interface KnownImpairments {
  readonly impairedServices?: readonly FailureImpairment[] | undefined;
  readonly outcomes: readonly ItemOutcome[];
}

/**
 * The states that the failures of a change had services in at some time, after its outcomes were reported or corrected: each state of a service
 * once, from when it was in that state for the last time.
 * @param since when the outcomes were corrected. @default they were never reported before
 */
export const impairedServicesOf = (
  { impairedServices = [], outcomes: before }: KnownImpairments,
  outcomes: readonly ItemOutcome[],
  since?: Instant,
): { readonly impairedServices?: readonly FailureImpairment[] } => {
  const was = impairments(before);
  const begun = [...impairments(outcomes)].filter(([service, state]) => was.get(service) !== state);
  const known = new Map(impairedServices.map((one) => [`${one.service} ${one.state}`, one]));
  for (const [service, state] of was) if (!known.has(`${service} ${state}`)) known.set(`${service} ${state}`, { service, state });
  for (const [service, state] of begun) known.set(`${service} ${state}`, { service, state, ...(since ? { since } : {}) });
  return known.size === 0 ? {} : { impairedServices: [...known.values()] };
};
