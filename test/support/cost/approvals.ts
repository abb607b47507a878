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
  cost('askByApprovalPage', 'a question', async ({ awaiting, link, form, code }) => {
    const path = await link(await awaiting());
    const mailedCode = await code(path);
    return () => form(`${path}/question`, { ...decision, code: mailedCode, question: 'Is the standby upgraded first?' });
  }),
  cost('mailRequestsCode', 'the first code', async ({ awaiting, link, form }) => {
    const path = await link(await awaiting());
    return () => form(`${path}/requests/code`, decision);
  }),
  cost('openRequests', 'three changes', async ({ awaiting, link, form, code, ci }) => {
    const path = await link(await awaiting());
    for (let n = 0; n < 2; n += 1) await awaiting({ items: [await ci(`web-${n}`)] });
    const mailedCode = await code(path);
    return () => form(`${path}/requests`, { ...decision, code: mailedCode });
  }),
  cost('decideOnRequest', 'the last vote, change is scheduled, and none is left', async ({ awaiting, link, form, code, bodyOf }) => {
    const path = await link(await awaiting());
    const list = String(await bodyOf(form(`${path}/requests`, { ...decision, code: await code(path) })));
    const hidden = [...list.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]);
    return () => form(`${path}/requests/decision`, { ...Object.fromEntries(hidden), decision: 'approve', reason: '' });
  }),
];
