import { missing } from '../../domain/errors.ts';
import type { Seat } from '../../domain/license/seat.ts';
import type { LicenseContext } from './license-context.ts';

/** The seat in a path, as long as it is assigned. @throws DomainError missing `seat/not-found` */
export const seatInPath = async ({ licenses }: Pick<LicenseContext, 'licenses'>, license: string, id: string): Promise<Seat> => {
  const seat = await licenses.seat(license, id);
  if (!seat || seat.releasedAt !== undefined) throw missing('seat', id);
  return seat;
};
