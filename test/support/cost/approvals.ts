import type { Cost } from './cost.ts';
import { cost } from './scene.ts';

const decision = { decision: 'approve', reason: '', revision: '1' };

/** Decisions on changes. Unless the case says otherwise, a change has one CI and needs one approval. */
export const approvalCosts: readonly Cost[] = [
  cost('readApprovals', 'awaiting approval', async ({ awaiting, viewer }) => {
    const { id } = await awaiting();
    return () => viewer.get(`/v1/changes/${id}/approvals`);
  }),
  cost('decideOnChange', 'the last vote, change is scheduled', async ({ awaiting, decide }) => {
    const change = await awaiting();
    return () => decide(change);
  }),
  cost('decideOnChange', 'rejected', async ({ awaiting, anna }) => {
    const { id, revision } = await awaiting();
    return () => anna.post(`/v1/changes/${id}/decisions`, { decision: 'reject', reason: 'Not now.', revision });
  }),
  cost('withdrawDecision', 'scheduled, and awaits approval again', async ({ scheduled, anna, bodyOf }) => {
    const { id } = await scheduled();
    const { items } = (await bodyOf(anna.get(`/v1/changes/${id}/approvals`))) as { items: { id: string }[] };
    return () => anna.post(`/v1/changes/${id}/decisions/${items[0]?.id}/withdraw`, { reason: 'Not yet.' });
  }),
  cost('listPendingApprovals', 'ten changes', async ({ ci, awaiting, anna }) => {
    for (let n = 0; n < 10; n += 1) await awaiting({ items: [await ci(`web-${n}`)] });
    return () => anna.get('/v1/approvals');
  }),
  cost('readApprovalPage', 'awaiting approval', async ({ awaiting, link, anonymous }) => {
    const path = await link(await awaiting());
    return () => anonymous('GET', path);
  }),
  cost('mailApprovalCode', 'the first code', async ({ awaiting, link, form }) => {
    const path = await link(await awaiting());
    return () => form(`${path}/code`, decision);
  }),
  cost('decideByApprovalPage', 'the last vote, change is scheduled', async ({ awaiting, link, form, code }) => {
    const path = await link(await awaiting());
    const mailedCode = await code(path);
    return () => form(`${path}/decision`, { ...decision, code: mailedCode });
  }),
];
