import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { noCosts, positionOf, rowsOfSums, type ServiceCostSums, totalsOfRows, withCosts } from '../../domain/cost/service-cost-sums.ts';
import { noGroup } from '../../domain/report/valued-asset.ts';
import type { PageRequest } from '../../domain/store.ts';
import { readCostLinks, type ServiceCostContext } from '../cost/service-graph.ts';
import { type ServiceCounting, sharedCosts } from '../cost/shared-costs.ts';
import type { NamesContext } from '../name/names-of.ts';
import { answerablePeriod, type CostQuery, costFrame } from './report-frame.ts';
import { showGroups } from './show-groups.ts';
import { assetsOfAnswer } from './sum-report.ts';

/** The dependencies of the report on the cost of services. */
export type ServiceCostReportContext = ServiceCostContext & NamesContext;

/** The most assets over which the report is answered at once. The cost of one takes about seven requests. Larger ones are exports. */
const mostAssets = 500;

/** The sums with the costs of more assets added: each is split among the services that need it. */
export const withCostsOf =
  (context: ServiceCostReportContext, counting: ServiceCounting) =>
  async (sums: ServiceCostSums, assets: readonly Asset[]): Promise<ServiceCostSums> => {
    if (assets.length === 0) return sums;
    const items = await context.items.findMany(assets.map(({ id }) => id));
    return withCosts(sums, await sharedCosts(context)(items, await readCostLinks(context, items), counting));
  };

/** The report that sums come to: all of it, or a page. `totals` is always over all services, with what none of them bears. */
export const answerOfCosts = async (
  context: ServiceCostReportContext,
  { span, book }: ServiceCounting,
  sums: ServiceCostSums,
  { limit = Number.POSITIVE_INFINITY, after = '', caller }: Partial<PageRequest> & { readonly caller: Caller },
) => {
  const rows = rowsOfSums(sums);
  const remaining = rows.filter((row) => positionOf(row) > after);
  const page = remaining.slice(0, limit);
  const named = await showGroups(
    context,
    page.map(({ service, ...row }) => ({ group: service ?? noGroup, ...row })),
    'service',
    caller,
  );
  const end = remaining.length > page.length ? page.at(-1) : undefined;
  return {
    ...{ basis: 'accrual' as const, ...span, ...(book === undefined ? {} : { book }) },
    totals: totalsOfRows(rows),
    items: named.map(({ group, groupName, ...row }) => ({ service: group, serviceName: groupName, ...row })),
    nextCursor: end && positionOf(end),
  };
};

/**
 * What each service costs in a period on accrual basis, and what no service bears (L4). The amounts are those of
 * `GET /v1/services/{id}/cost`, and sum exactly to the costs of all assets. Undefined if there are more than 500 assets: then it is an export.
 * @throws DomainError as `costFrame`; invalid `book/required`; too-wide `service/too-many-items`
 */
export const serviceCostReport = (context: ServiceCostReportContext) => async (query: CostQuery, request: PageRequest, caller: Caller) => {
  answerablePeriod(context, query, 'service-cost');
  const counting = await costFrame(context, query);
  const pages = await assetsOfAnswer(context, mostAssets);
  if (!pages) return undefined;
  const sums = await withCostsOf(context, counting)(noCosts, pages.flat());
  return answerOfCosts(context, counting, sums, { ...request, caller });
};
