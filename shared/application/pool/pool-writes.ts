import type { Caller } from '../../domain/access.ts';
import { actorOf } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { changeRequired, isBelowMinimum, isServing, movedPool, type Pool, type PoolMove } from '../../domain/pool/pool.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Write } from '../../domain/store.ts';

export interface PoolContext {
  readonly pools: ResourceRepository<Pool>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Who moves a member, and whether an approved change allows to fall below the minimum. */
interface MemberMove {
  readonly caller: Caller;
  readonly mayFall: boolean;
}

/** The writes of a pool whose members change, with the event if it falls below its minimum (A6). */
export const poolMoveWrites = (
  { pools, events, clock, ids }: PoolContext,
  pool: Pool,
  move: PoolMove,
  { caller, mayFall }: MemberMove,
): readonly Write[] => {
  const next = movedPool(pool, move, clock.now());
  const falls = move.working < 0 && isBelowMinimum(next);
  if (falls && !mayFall) throw changeRequired(pool);
  const body = { working: next.working, minimumWorking: next.minimumWorking };
  return [
    ...pools.save(next, pool),
    ...(falls && !isBelowMinimum(pool)
      ? [
          events.record(
            newEvent({ clock, ids })('PoolBelowMinimum', { actor: actorOf(caller), subject: { type: 'pool', id: pool.id }, body }),
          ),
        ]
      : []),
  ];
};

/** Whether a working asset stops to serve by a decision, and not because it broke or is gone. */
const isWithdrawn = (before: Asset, next: Asset): boolean =>
  isServing(before) && next.condition === 'working' && !['lost', 'stolen', 'voided', 'in-repair'].includes(next.status);

/**
 * What a step of an asset means for the pools that it is a member of (A6). Losing a member needs no change. Withdrawing a working one below
 * the minimum does.
 * @throws DomainError conflict `pool/change-required`
 */
export const writesOfPools = async (
  context: PoolContext,
  { before, next }: { readonly before: Asset; readonly next: Asset },
  { caller, mayFall }: MemberMove,
): Promise<readonly Write[]> => {
  const ids = before.pools ?? [];
  const move = { size: isHeld(next) ? 0 : -1, working: Number(isServing(next)) - Number(isServing(before)) };
  if (ids.length === 0 || (move.size === 0 && move.working === 0)) return [];
  const pools = await context.pools.findMany(ids);
  const isFact = !isWithdrawn(before, next);
  return pools.flatMap((pool) => poolMoveWrites(context, pool, move, { caller, mayFall: mayFall || isFact }));
};
