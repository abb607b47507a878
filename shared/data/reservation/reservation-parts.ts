import { type GroupStake, stakeKey } from '../../domain/reservation/footprint.ts';
import { idsOfReservation, monthOf, type Reservation } from '../../domain/reservation/reservation.ts';
import { baseShardOf } from '../define-row.ts';
import { reservationShards } from '../table.ts';
import type { ReservationPart } from './reservation-rows.ts';

const shardOf = (id: string): number => baseShardOf(id, reservationShards);

/** The shards into which ids fall, each once. */
export const shardsOfIds = (ids: readonly string[]): readonly number[] =>
  [...new Set(ids.map(shardOf))].toSorted((one, other) => one - other);

/** The ids of a list by their shards. */
const byShard = (ids: readonly string[]): ReadonlyMap<number, readonly string[]> => Map.groupBy(ids, shardOf);

const groupsByShard = (groups: readonly GroupStake[]): ReadonlyMap<number, readonly GroupStake[]> => {
  const found = new Map<number, GroupStake[]>();
  for (const stake of groups) {
    for (const shard of shardsOfIds(stake.members)) found.set(shard, [...(found.get(shard) ?? []), stake]);
  }
  return found;
};

/** Splits a reservation into a part for each shard. All of them belong to the month in which the window starts (T8). */
export const partsOfReservation = (reservation: Reservation): readonly ReservationPart[] => {
  const { items, affected, groups, near, ...common } = reservation;
  const [itemsIn, affectedIn, groupsIn, nearIn] = [byShard(items), byShard(affected), groupsByShard(groups), byShard(near)];
  const month = monthOf(reservation.start);
  return shardsOfIds(idsOfReservation(reservation)).map((shard) => ({
    ...common,
    month,
    shard,
    items: itemsIn.get(shard) ?? [],
    affected: affectedIn.get(shard) ?? [],
    groups: groupsIn.get(shard) ?? [],
    near: nearIn.get(shard) ?? [],
    version: 1 as const,
  }));
};

const merged = (parts: readonly ReservationPart[]): readonly GroupStake[] => [
  ...new Map(parts.flatMap(({ groups = [] }) => groups.map((stake) => [stakeKey(stake), stake] as const))).values(),
];

const all = (parts: readonly ReservationPart[], field: 'items' | 'affected' | 'near'): readonly string[] => [
  ...new Set(parts.flatMap((part) => part[field] ?? [])),
];

/** Puts the parts that were read together again: one reservation for each window and revision, as far as the shards that were read show it. */
export const reservationsOf = (parts: readonly ReservationPart[]): readonly Reservation[] =>
  [...Map.groupBy(parts, ({ window, revision }) => `${window} ${revision}`).values()].flatMap((ofOne) => {
    const [first] = ofOne;
    if (!first) return [];
    const { month, shard, version, ...common } = first;
    const lists = { items: all(ofOne, 'items'), affected: all(ofOne, 'affected'), near: all(ofOne, 'near'), groups: merged(ofOne) };
    return [{ ...common, ...lists }];
  });
