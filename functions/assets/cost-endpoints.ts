import type { CostContext } from '../../shared/application/cost/cost-context.ts';
import { makeContract, readContract } from '../../shared/application/cost/make-contract.ts';
import { readCostOfOwnership } from '../../shared/application/cost/read-cost-of-ownership.ts';
import { readServiceCost } from '../../shared/application/cost/read-service-cost.ts';
import { listCosts, recordCost } from '../../shared/application/cost/record-cost.ts';
import type { ServiceCostContext } from '../../shared/application/cost/service-graph.ts';
import { showContracts, showCosts } from '../../shared/application/cost/show-costs.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/costs.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of costs and contracts. */
export const costEndpoints = (context: CostContext & ServiceCostContext & NamesContext): readonly Endpoint[] => [
  on(contract.recordCost, async ({ params, body, caller }) => {
    const cost = await recordCost(context)(params.id, body, caller);
    return (await showCosts(context)([cost]))[0];
  }),
  on(contract.listCosts, async ({ params, query }) => {
    const list = `costs of ${params.id}`;
    const page = await listCosts(context)(params.id, pageRequest(list, query));
    return pageAnswer(list, query, { ...page, items: await showCosts(context)(page.items) }, (cost) => cost);
  }),
  on(contract.readCostOfOwnership, ({ params, query }) => readCostOfOwnership(context)(params.id, query)),
  on(contract.readServiceCost, async ({ params, query }) => {
    const list = `cost of ${params.id}`;
    const { items, nextCursor, ...sums } = await readServiceCost(context)(params.id, { ...query, ...pageRequest(list, query) });
    return { ...sums, ...pageAnswer(list, query, { items, nextCursor }, (item) => item) };
  }),
  on(contract.makeContract, async ({ body, caller }) => {
    const made = await makeContract(context)(body, caller);
    return (await showContracts(context)([made]))[0];
  }),
  on(contract.listContracts, async ({ query }) => {
    const page = await context.contracts.page(pageRequest('contracts', query));
    return pageAnswer('contracts', query, { ...page, items: await showContracts(context)(page.items) }, (each) => each);
  }),
  on(contract.readContract, async ({ params }) => {
    const found = await readContract(context)(params.id);
    return (await showContracts(context)([found]))[0];
  }),
];
