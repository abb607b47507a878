import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import { unused } from '../../domain/license/license-use.ts';
import { holderOf, type Seat } from '../../domain/license/seat.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { dayOfUseRow, heldSeatRow, licenseUseRow, seatRow, seatsOfHolder, takenSeatRow, termRow } from './license-rows.ts';

/** The rows of a license whose sort key begins with a word. */
const range = (license: string, word: string) => ({ partition: key('ITEM', license), from: `${word}#`, to: `${word}#${last}` });

export const licenseRepository = (records: Records): LicenseRepository => {
  const seatsAt = async (places: readonly { readonly license: string; readonly seat: string }[]): Promise<readonly Seat[]> =>
    readRows(records, seatRow, await records.readMany(places.map(({ license, seat }) => seatRow.key({ asset: license, id: seat }))));
  return {
    // An entitlement that left a term out would be wrong, so a term that cannot be read is an error.
    termsOf: async (license) => (await records.query(range(license, 'TERM'))).map((row) => readRow(records, termRow, row)),
    term: async (license, id) => {
      const row = await records.read(termRow.key({ asset: license, id }));
      return row && readRow(records, termRow, row);
    },
    saveTerm: termRow.save,
    termsEndingAfter: (date, request) =>
      listRows(records, termRow, { ...request, index: 'bySelector', from: key(date, last), partitions: shardsOf('PREPAID', 'term') }),
    useOf: async (license) => {
      const row = await records.read(licenseUseRow.key({ asset: license }));
      return row ? readRow(records, licenseUseRow, row) : unused(license);
    },
    saveUse: licenseUseRow.save,
    dayOfUse: async (license, date) => {
      const rows = await records.query({ ...range(license, 'SEATS-ON'), to: key('SEATS-ON', date), descending: true, limit: 1 });
      return rows[0] && readRow(records, dayOfUseRow, rows[0]);
    },
    daysOfUse: async (license, from, to) => {
      const rows = await records.query({ partition: key('ITEM', license), from: key('SEATS-ON', from), to: key('SEATS-ON', to) });
      return rows.map((row) => readRow(records, dayOfUseRow, row));
    },
    saveDay: dayOfUseRow.save,
    seat: async (license, id) => {
      const row = await records.read(seatRow.key({ asset: license, id }));
      return row && readRow(records, seatRow, row);
    },
    seatsOf: (license, request, keep) => {
      const { partition, from, to } = range(license, 'SEAT');
      return listRows(records, seatRow, { ...request, partitions: [partition], from, to, keep });
    },
    assigned: async (license, limit) =>
      seatsAt(readRows(records, takenSeatRow, await records.query({ ...range(license, 'TAKEN'), limit }))),
    heldBy: async (holder, limit) =>
      seatsAt(
        readRows(
          records,
          heldSeatRow,
          await records.query({ partition: seatsOfHolder(holder), ...(limit === undefined ? {} : { limit }) }),
        ),
      ),
    assign: (seat) => {
      const holder = holderOf(seat);
      const place = { license: seat.asset, seat: seat.id, version: 1 } as const;
      return [seatRow.save(seat), takenSeatRow.save(place), ...(holder ? [heldSeatRow.save({ ...place, holder })] : [])];
    },
    release: (seat) => {
      const holder = holderOf(seat);
      const place = { license: seat.asset, seat: seat.id, version: 1 } as const;
      return [seatRow.save(seat), takenSeatRow.remove(place), ...(holder ? [heldSeatRow.remove({ ...place, holder })] : [])];
    },
  };
};
