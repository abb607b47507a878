import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import { addMember, removeMember } from '../../shared/application/pool/change-members.ts';
import { clearPool, createPool, settlePool } from '../../shared/application/pool/manage-pools.ts';
import { showPool, showPools } from '../../shared/application/pool/show-pools.ts';
import * as contract from '../../shared/contracts/pools.ts';
import { Pools } from '../../shared/domain/pool/pool.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

/** The endpoints of pools and their members. */
export const poolEndpoints = (context: AssetContext & NamesContext): readonly Endpoint[] => {
  const { pools } = context;
  const show = showPool(context);
  const { list, patch, remove } = resourceEndpoints(context, {
    definition: Pools,
    routes: contract.pools,
    repository: pools,
    settle: settlePool(context),
    show: showPools(context),
    removal: async ({ id }, caller) => {
      await clearPool(context)(id, caller);
      return [];
    },
  });
  return [
    on(contract.createPool, async ({ body, caller }) => show(await createPool(context)(body, caller))),
    list,
    on(contract.pools.read, async ({ params }) => show(await pools.get(params.id))),
    patch,
    remove,
    on(contract.addPoolMember, async ({ params, caller }) => show(await addMember(context)(params.id, params.itemId, caller))),
    on(contract.removePoolMember, async ({ params, query, caller }) =>
      show(await removeMember(context)(params.id, params.itemId, { caller, change: query.change })),
    ),
  ];
};
