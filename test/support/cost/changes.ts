import type { Cost } from './cost.ts';
import { cost } from './scene.ts';

const decision = { decision: 'approve', reason: '', revision: '1' };

/** Changes and approvals. Unless the case says otherwise, a change has one CI and needs one approval. */
export const changeCosts: readonly Cost[] = [
  cost('requestChange', 'a draft', ({ rita, changeBody }) => {
    return () => rita.post('/v1/changes', changeBody());
  }),
  cost('requestChange', 'submitted at once', ({ rita, changeBody }) => {
    return () => rita.post('/v1/changes', changeBody({ submit: true }));
  }),
  cost('listChanges', 'a page of 20', async ({ draft, viewer }) => {
    for (let n = 0; n < 20; n += 1) await draft();
    return () => viewer.get('/v1/changes?limit=20');
  }),
  cost('readChange', 'by id', async ({ awaiting, viewer }) => {
    const { id } = await awaiting();
    return () => viewer.get(`/v1/changes/${id}`);
  }),
  cost('readChange', 'by number', async ({ awaiting, viewer }) => {
    const { number } = await awaiting();
    return () => viewer.get(`/v1/changes/${number}`);
  }),
  cost('editChange', 'a draft', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.patch(`/v1/changes/${id}`, { title: 'Upgrade PostgreSQL to 18' });
  }),
  cost('submitChange', 'one CI', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('submitChange', 'ten CIs', async ({ ci, draft, rita }) => {
    const items: string[] = [];
    for (let n = 0; n < 10; n += 1) items.push(await ci(`web-${n}`));
    const { id } = await draft({ items });
    return () => rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('submitChange', 'dry run', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.post(`/v1/changes/${id}/submit?dryRun=true`);
  }),
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
  cost('holdChange', 'scheduled', async ({ scheduled, rita }) => {
    const { id } = await scheduled();
    return () => rita.post(`/v1/changes/${id}/hold`, { reason: 'Wait.' });
  }),
  cost('resumeChange', 'on hold', async ({ scheduled, rita, bodyOf }) => {
    const { id } = await scheduled();
    await bodyOf(rita.post(`/v1/changes/${id}/hold`, { reason: 'Wait.' }));
    return () => rita.post(`/v1/changes/${id}/resume`);
  }),
  cost('startChange', 'in its window', async ({ begun, start }) => {
    const change = await begun();
    return () => start(change);
  }),
  cost('finishChange', 'successful', async ({ implementing, finish }) => {
    const change = await implementing();
    return () => finish(change);
  }),
  cost('reviewChange', 'closed', async ({ inReview, max }) => {
    const { id } = await inReview();
    return () => max.post(`/v1/changes/${id}/review`, { note: 'As planned.' });
  }),
  cost('cancelChange', 'scheduled', async ({ scheduled, rita }) => {
    const { id } = await scheduled();
    return () => rita.post(`/v1/changes/${id}/cancel`, { reason: 'Not needed.' });
  }),
  cost('readChangeEvents', 'of a closed change', async ({ inReview, viewer }) => {
    const { id } = await inReview();
    return () => viewer.get(`/v1/changes/${id}/events`);
  }),
  cost('readChangeAlerts', 'without alerts', async ({ scheduled, viewer }) => {
    const { id } = await scheduled();
    return () => viewer.get(`/v1/changes/${id}/alerts`);
  }),
  cost('listWindows', 'a page of ten', async ({ ci, scheduled, viewer }) => {
    for (let n = 0; n < 10; n += 1) await scheduled({ items: [await ci(`web-${n}`)] });
    return () => viewer.get('/v1/windows?limit=10');
  }),
  cost('readWindow', 'one', async ({ scheduled, viewer }) => {
    const { windowId } = await scheduled();
    return () => viewer.get(`/v1/windows/${windowId}`);
  }),
  cost('endWindow', 'in force', async ({ implementing, ian }) => {
    const { windowId } = await implementing();
    return () => ian.post(`/v1/windows/${windowId}/end`, { reason: 'Done.' });
  }),
];
