import type { CostRepository, VendorContractRepository } from '../../domain/cost/cost-repository.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { assetCostRow, contractShareRow, vendorContractRow } from './cost-rows.ts';

/** The sort keys of an index by end: those after a date. */
const endingAfter = (date: string) => ({ index: 'bySelector' as const, from: key(date, last) });

export const costRepository = (records: Records): CostRepository => {
  const range = (asset: string) => ({ partition: key('ITEM', asset), from: 'COST#', to: `COST#${last}` });
  return {
    add: assetCostRow.save,
    // A sum that left a cost out would be wrong, so a cost that cannot be read is an error.
    of: async (asset) => (await records.query(range(asset))).map((row) => readRow(records, assetCostRow, row)),
    page: (asset, request) => {
      const { partition, ...keys } = range(asset);
      return listRows(records, assetCostRow, { ...request, ...keys, partitions: [partition] });
    },
    prepaidAfter: (date, request) =>
      listRows(records, assetCostRow, { ...request, ...endingAfter(date), partitions: shardsOf('PREPAID', 'cost') }),
  };
};

export const vendorContractRepository = (records: Records): VendorContractRepository => ({
  find: async (id) => {
    const row = await records.read(vendorContractRow.key({ id }));
    return row && readRow(records, vendorContractRow, row);
  },
  page: (request) => listRows(records, vendorContractRow, { ...request, index: 'inOrder', partitions: shardsOf('CONTRACT') }),
  save: vendorContractRow.save,
  saveShare: contractShareRow.save,
  sharesOf: async (item) => {
    const shares = (await records.query({ partition: key('COVERED', item) })).map((row) => readRow(records, contractShareRow, row));
    const rows = await records.readMany(shares.map(({ contract }) => vendorContractRow.key({ id: contract })));
    const contracts = rows.map((row) => readRow(records, vendorContractRow, row));
    return shares.flatMap(({ contract, share }) => {
      const found = contracts.find(({ id }) => id === contract);
      return found ? [{ contract: found, share }] : [];
    });
  },
  endingAfter: (date, request) =>
    listRows(records, vendorContractRow, { ...request, ...endingAfter(date), partitions: shardsOf('PREPAID', 'contract') }),
});
