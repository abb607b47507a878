import { type GateContext, passGate } from '../../shared/application/control/pass-gate.ts';
import {
  listUnauthorizedChanges,
  resolveUnauthorizedChange,
  showUnauthorizedChanges,
  type UnauthorizedChangesContext,
} from '../../shared/application/unauthorized-change/unauthorized-changes.ts';
import * as gateContract from '../../shared/contracts/gate.ts';
import * as contract from '../../shared/contracts/unauthorized-changes.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of change control: the gate for pipelines, and what happened to CIs in service without an approved change. */
export const controlEndpoints = (context: UnauthorizedChangesContext & GateContext): readonly Endpoint[] => [
  on(gateContract.passGate, ({ query }) => passGate(context)(query.item, query.at)),
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
