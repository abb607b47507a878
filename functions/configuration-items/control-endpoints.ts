import {
  listUnauthorizedChanges,
  resolveUnauthorizedChange,
  showUnauthorizedChanges,
  type UnauthorizedChangesContext,
} from '../../shared/application/unauthorized-change/unauthorized-changes.ts';
import * as contract from '../../shared/contracts/unauthorized-changes.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of what happened to CIs in service without an approved change. */
export const controlEndpoints = (context: UnauthorizedChangesContext): readonly Endpoint[] => [
  on(contract.listUnauthorizedChanges, async ({ query, caller }) => {
    const page = await listUnauthorizedChanges(context)(query, pageRequest('unauthorized-changes', query));
    const items = await showUnauthorizedChanges(context)(page.items, caller);
    return pageAnswer('unauthorized-changes', query, { ...page, items }, (change) => change);
  }),
  on(contract.resolveUnauthorizedChange, async ({ params, body, caller }) => {
    const resolved = await resolveUnauthorizedChange(context)(params.id, body, caller);
    return (await showUnauthorizedChanges(context)([resolved], caller))[0];
  }),
];
