import { overrideConflict } from '../../shared/application/change/override-conflict.ts';
import { previewChange } from '../../shared/application/change/preview-change.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ConflictKind } from '../../shared/domain/change/conflict.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import { idOf } from './api.ts';
import { noon } from './changes.ts';
import { serviceDesk } from './services.ts';

/** A planned window of an hour that begins an hour after noon. */
export const anHour = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };
/** The term of an agreement with a downtime budget of this length a month. */
export const budgetOf = (length: string) => ({ downtimeBudget: { per: 'month', length } });

/** The team that owns the service. */
export const team = idOf(700);

/** A desk of changes with a service that is owned by a team, and a member of that team. */
export const ownedDesk = async (terms: object) => {
  const desk = await serviceDesk(terms, { ownerTeam: team });
  const owner = { ...(await desk.person('Olga', 'viewer')), teams: [team] };
  const override = (change: Pick<Change, 'id'>, conflict: ConflictKind, caller: Caller = owner) =>
    overrideConflict(desk.context)(change.id, { conflict, reason: 'Agreed with the users.' }, caller);
  const preview = (change: Change) => previewChange({ ...desk.world, ...desk.context })(change, desk.max);
  const kinds = (change: Pick<Change, 'conflicts'>) => change.conflicts.map(({ kind, items }) => [kind, ...items]);
  return { ...desk, owner, override, preview, kinds };
};
