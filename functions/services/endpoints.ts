import type { AgreementContext } from '../../shared/application/agreement/agreement-context.ts';
import { putAgreement } from '../../shared/application/agreement/put-agreement.ts';
import { readAgreement } from '../../shared/application/agreement/read-agreement.ts';
import { serviceInPath } from '../../shared/application/agreement/service-in-path.ts';
import { type AvailabilityContext, readAvailability } from '../../shared/application/availability/read-availability.ts';
import { readDowntimeBudget } from '../../shared/application/availability/read-downtime-budget.ts';
import { readServiceStatus } from '../../shared/application/availability/read-service-status.ts';
import { type NamesContext, namesOf, referencesTo } from '../../shared/application/name/names-of.ts';
import { correctOutage, readOutage } from '../../shared/application/outage/correct-outage.ts';
import type { OutageContext } from '../../shared/application/outage/outage-context.ts';
import { assertMayReport, reportOutage } from '../../shared/application/outage/report-outage.ts';
import { showOutages } from '../../shared/application/outage/show-outages.ts';
import { putAgreement as put, readAgreement as readAgreed } from '../../shared/contracts/agreements.ts';
import * as availability from '../../shared/contracts/availability.ts';
import * as budgets from '../../shared/contracts/downtime-budget.ts';
import * as outages from '../../shared/contracts/outages.ts';
import * as statuses from '../../shared/contracts/service-status.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { AgreementResource } from '../../shared/domain/agreement/agreement-versions.ts';
import type { Outage } from '../../shared/domain/outage/outage.ts';
import { assertTimeRange } from '../../shared/domain/time-range.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { putAnswer } from '../../shared/http/put.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

type ServicesContext = AgreementContext & OutageContext & AvailabilityContext & NamesContext;

/** The endpoints of agreements, outages and availability. */
export const servicesEndpoints = (context: ServicesContext): readonly Endpoint[] => {
  const shown = async (agreement: AgreementResource) => {
    const names = await namesOf(context)(referencesTo('item', [agreement.service]));
    return { ...agreement, serviceName: names.of(agreement.service) };
  };
  const show = async (outage: Outage, caller: Caller) => (await showOutages(context)([outage], caller))[0];
  const mayReport = async ({ params, caller }: { readonly params: { readonly id: string }; readonly caller: Caller }) =>
    assertMayReport((await serviceInPath(context)(params.id)).ci, caller);
  return [
    on(put, async ({ params, body, caller }) => {
      const { agreement, isNew } = await putAgreement(context)(params.id, body, caller);
      return putAnswer(await shown(agreement), isNew, `/v1/services/${agreement.service}/agreement`);
    }),
    on(readAgreed, async ({ params, query }) => shown(await readAgreement(context)(params.id, query.at))),
    on(
      outages.reportOutage,
      async ({ params, body, caller }) => show(await reportOutage(context)(params.id, body, caller), caller),
      mayReport,
    ),
    on(outages.listOutages, async ({ params, query, caller }) => {
      const { from, to } = query;
      assertTimeRange(from, to);
      const { id } = await serviceInPath(context)(params.id);
      const list = `outages of ${id}`;
      const page = await context.outages.page(id, { ...pageRequest(list, query), from, to });
      return pageAnswer(list, query, { ...page, items: await showOutages(context)(page.items, caller) }, (outage) => outage);
    }),
    on(outages.readOutage, async ({ params, caller }) => show(await readOutage(context)(params.id, params.outageId), caller)),
    on(
      outages.correctOutage,
      async ({ params, body, ifMatch, caller }) => {
        const patch = body as { readonly reason: string };
        return show(await correctOutage(context)({ service: params.id, outage: params.outageId, patch, ifMatch }, caller), caller);
      },
      mayReport,
    ),
    on(availability.readAvailability, ({ params, query, caller }) => readAvailability(context)(params.id, query, caller)),
    on(budgets.readDowntimeBudget, ({ params, query }) => readDowntimeBudget(context)(params.id, query.at)),
    on(statuses.readServiceStatus, ({ params, caller }) => readServiceStatus(context)(params.id, caller)),
  ];
};
