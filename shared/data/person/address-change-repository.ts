import type { AddressChangeRepository } from '../../domain/person/address-change.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { addressChangeRow } from './address-change-rows.ts';

export const addressChangeRepository = (records: Records): AddressChangeRepository => ({
  find: async (person, id) => {
    const row = await records.read(addressChangeRow.key({ person, id }));
    return row && readRow(records, addressChangeRow, row);
  },
  save: addressChangeRow.save,
});
