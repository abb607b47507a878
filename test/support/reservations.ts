import { chunksOf, type ScopeChunk, type ScopedItem } from '../../shared/domain/change/scope.ts';
import type { Footprint } from '../../shared/domain/reservation/footprint.ts';
import type { Reservation } from '../../shared/domain/reservation/reservation.ts';

/** A footprint of CIs that are worked on and have no relations. */
export const aFootprint = (fields: Partial<Footprint> = {}): Footprint => ({ items: [], affected: [], groups: [], near: [], ...fields });

/** The chunks of a scope whose CIs have no relations. All of them are named CIs or dependants, and no group members. */
export const scopeChunks = (of: Pick<ScopeChunk, 'change' | 'revision' | 'digest'>, scope: readonly ScopedItem[]): readonly ScopeChunk[] =>
  chunksOf(of, { scope, footprint: aFootprint(), services: [] }, []);

export const aReservation = (fields: Partial<Reservation> & Pick<Reservation, 'start' | 'end' | 'window' | 'change'>): Reservation => ({
  ...{ number: fields.change, revision: 1, suppress: true },
  ...aFootprint(),
  ...fields,
});
