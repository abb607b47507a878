import {
  type DelegationContext,
  type DelegationDraft,
  deleteDelegation,
  makeDelegation,
  patchDelegation,
} from '../../shared/application/delegation/manage-delegations.ts';
import { showDelegations } from '../../shared/application/delegation/show-delegations.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import { delegations as routes } from '../../shared/contracts/delegations.ts';
import type { Delegation } from '../../shared/domain/delegation/delegation.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of delegations (P3). */
export const delegationEndpoints = (context: DelegationContext & NamesContext): readonly Endpoint[] => {
  const show = showDelegations(context);
  const shown = async (delegation: Delegation) => (await show([delegation]))[0];
  return [
    on(routes.create, async ({ body, caller }) => shown(await makeDelegation(context)(body as DelegationDraft, caller))),
    on(routes.list, async ({ query }) => {
      const page = await context.delegations.page(pageRequest('delegations', query));
      return pageAnswer('delegations', query, { ...page, items: await show(page.items) }, (delegation) => delegation);
    }),
    on(routes.read, async ({ params }) => shown(await context.delegations.get(params.id))),
    on(routes.patch, async ({ params, body, ifMatch, caller }) => shown(await patchDelegation(context)(params.id, body, ifMatch, caller))),
    on(routes.remove, ({ params, ifMatch, caller }) => deleteDelegation(context)(params.id, ifMatch, caller)),
  ];
};
