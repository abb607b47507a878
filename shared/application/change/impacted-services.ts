import type { ImpactedService } from '../../domain/change/scope.ts';
import type { Write } from '../../domain/store.ts';
import type { ServiceWindow } from '../../domain/window/window.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { servicesIn } from '../impact/read-impact.ts';
import { walkImpact } from '../impact/walk-impact.ts';
import type { ChangeContext } from './context.ts';

/** The most services that one change is listed for. */
const mostServices = 1_000;

/**
 * The services that are affected while the CIs that are worked on are down, each with its state, those that are down first (C3). Redundancy
 * counts. A service among the CIs that are worked on is down itself.
 */
export const impactedServices = async (context: GroupContext, worked: readonly string[]): Promise<readonly ImpactedService[]> => {
  const impact = await walkImpact(context)({ starts: worked, down: worked, direction: 'dependants' });
  const all = await servicesIn(context, impact, []);
  return all.slice(0, mostServices).map((service) => ({ service, state: impact.states.get(service) ?? ('none' as const) }));
};

/** The rows that tell for which services a window agrees downtime: those that were listed as down (L2). */
export const serviceWindowWrites = (
  { windows }: { readonly windows: Pick<ChangeContext['windows'], 'saveServiceWindow'> },
  services: readonly ImpactedService[] | undefined,
  { window, change, revision, start, end, digest }: Omit<ServiceWindow, 'service' | 'version'>,
): readonly Write[] =>
  (services ?? [])
    .filter(({ state }) => state === 'down')
    .map(({ service }) => windows.saveServiceWindow({ service, window, change, revision, start, end, digest, version: 1 }));
