import type { Change } from '../../domain/change/change.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { walkImpact } from '../impact/walk-impact.ts';

/** Whose changes are wanted, by ids. */
export interface ChangeOwners {
  /** Only changes of this service, or of what it needs. */
  readonly service?: string | undefined;
  /** Only changes of configuration items of this team. */
  readonly team?: string | undefined;
}

/** A test for the changes of a service and of a team: those that name at least one of its CIs. The service's graph is walked once. */
export const ownedChanges =
  (context: GroupContext) =>
  async ({ service, team }: ChangeOwners): Promise<(change: Change) => boolean> => {
    const sets: ReadonlySet<string>[] = [];
    if (service !== undefined) {
      const { depths } = await walkImpact(context)({ starts: [service], down: [], direction: 'dependencies' });
      sets.push(new Set(depths.keys()));
    }
    if (team !== undefined) sets.push(new Set(await context.configurationItems.idsWith([{ field: 'ownerTeam', value: team }])));
    return ({ items }) => sets.every((set) => items.some((item) => set.has(item)));
  };
