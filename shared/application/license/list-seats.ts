import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import { todayOf } from '../../domain/clock.ts';
import { type Entitlement, entitlementOf } from '../../domain/license/license-use.ts';
import { isAssignedOn, type Seat } from '../../domain/license/seat.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { assetItem } from '../asset/change-asset.ts';
import type { LicenseContext } from './license-context.ts';

/** How much of a license was assigned at the end of a date. For today and later dates that is what is assigned now. */
export const assignedOn = async (context: Pick<LicenseContext, 'licenses' | 'clock'>, license: string, date: string): Promise<number> => {
  const { licenses } = context;
  if (date >= todayOf(context)) return (await licenses.useOf(license)).assigned;
  return (await licenses.dayOfUse(license, date))?.assigned ?? 0;
};

/** The seats of a license that are assigned on a date, and how the license stands then (A5). Without a date: today, in UTC. */
export const listSeats =
  (context: LicenseContext) =>
  async (reference: string, request: PageRequest, at = todayOf(context)): Promise<Page<Seat> & Entitlement> => {
    const { id, asset } = await assetItem(context, reference);
    const { licenses } = context;
    const [page, terms, assigned] = await Promise.all([
      licenses.seatsOf(id, request, (seat) => isAssignedOn(seat, at)),
      licenses.termsOf(id),
      assignedOn(context, id, at),
    ]);
    return { ...page, ...entitlementOf(isHeld(asset) ? terms : [], assigned, at) };
  };
