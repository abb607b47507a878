import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import { renameValue } from '../../shared/application/asset/rename-value.ts';
import { reportSighting, reportUsage } from '../../shared/application/asset/report-use.ts';
import * as contract from '../../shared/contracts/asset-use.ts';
import type { ListedField } from '../../shared/domain/asset/listed-values.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** Reports about one asset are handled one after the other. */
const byAsset = { exclusive: ({ asset }: { readonly asset: string }) => [asset] };

/** The asset of a result: as an item, as in every bulk, and as the entry names it. */
const named = ({ id }: { readonly id: string }) => ({ item: id, asset: id });

/** The endpoints of where assets were seen and when they were used, and of the values that can be renamed. */
export const useEndpoints = (context: AssetContext): readonly Endpoint[] => {
  const ofValues = (
    { list, rename }: typeof contract.vendors | typeof contract.locations | typeof contract.costCenters,
    field: ListedField,
  ) => [
    on(list, async ({ query }) =>
      pageAnswer(field, query, await context.listedValues.page(field, pageRequest(field, query)), (count) => count),
    ),
    on(rename, ({ body, caller }) => renameValue(context)(field, body, caller)),
  ];
  return [
    on(contract.reportSightings, ({ body, bulk, caller }) =>
      bulk(body, async (sighting) => named(await reportSighting(context)(sighting, caller)), byAsset),
    ),
    on(contract.reportUsage, ({ body, bulk, caller }) =>
      bulk(body, async (usage) => named(await reportUsage(context)(usage, caller)), byAsset),
    ),
    ...ofValues(contract.vendors, 'vendor'),
    ...ofValues(contract.locations, 'location'),
    ...ofValues(contract.costCenters, 'costCenter'),
  ];
};
