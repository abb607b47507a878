import type { RetiredReceiverRepository } from '../../domain/monitor/retired-receiver.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { retiredReceiverRow } from './retired-receiver-rows.ts';

export const retiredReceiverRepository = (records: Records): RetiredReceiverRepository => ({
  find: async (id) => {
    const row = await records.read(retiredReceiverRow.key({ id }));
    return row && readRow(records, retiredReceiverRow, row);
  },
  save: retiredReceiverRow.save,
});
