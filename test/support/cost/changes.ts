import { minute, plus } from '../../../shared/domain/clock.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

/** Drafts of different people on different CIs, as names beside ids make a page of them more expensive. */
const drafts = async ({ person, ci, changeBody, bodyOf }: CostScene, count: number, itemsEach: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const [requester, implementer] = [
      await person(`Requester${n}`, 'change-requester'),
      await person(`Implementer${n}`, 'change-requester'),
    ];
    const items: string[] = [];
    for (let place = 0; place < itemsEach; place += 1) items.push(await ci(`web-${n}-${place}`));
    await bodyOf(requester.post('/v1/changes', changeBody({ items, implementer: implementer.caller.id })));
  }
};

/** CIs with different names. */
const cisOf = async ({ ci }: CostScene, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await ci(`node-${n}`));
  return ids;
};

/** Changes and their windows. Unless the case says otherwise, a change has one CI and needs one approval. */
export const changeCosts: readonly Cost[] = [
  cost('requestChange', 'a draft', ({ rita, changeBody }) => {
    return () => rita.post('/v1/changes', changeBody());
  }),
  cost('requestChange', 'submitted at once', ({ rita, changeBody }) => {
    return () => rita.post('/v1/changes', changeBody({ submit: true }));
  }),
  cost('requestChanges', 'ten changes of different CIs, submitted at once', async (scene) => {
    const items = await cisOf(scene, 10);
    const entries = items.map((item) => scene.changeBody({ items: [item], submit: true }));
    return () => scene.rita.post('/v1/changes/bulk', { entries });
  }),
  cost('listChanges', 'a page of 20', async (scene) => {
    await drafts(scene, 20, 1);
    return () => scene.viewer.get('/v1/changes?limit=20');
  }),
  cost('listChanges', 'a page of 50 with 150 CIs and 100 people', async (scene) => {
    await drafts(scene, 50, 3);
    return () => scene.viewer.get('/v1/changes?limit=50');
  }),
  cost('readChange', 'by id', async ({ awaiting, viewer }) => {
    const { id } = await awaiting();
    return () => viewer.get(`/v1/changes/${id}`);
  }),
  cost('readChange', 'with 50 CIs', async (scene) => {
    const { id } = await scene.awaiting({ items: await cisOf(scene, 50) });
    return () => scene.viewer.get(`/v1/changes/${id}`);
  }),
  cost('readChange', 'by number', async ({ awaiting, viewer }) => {
    const { number } = await awaiting();
    return () => viewer.get(`/v1/changes/${number}`);
  }),
  cost('editChange', 'a draft', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.patch(`/v1/changes/${id}`, { title: 'Upgrade PostgreSQL to 18' });
  }),
  cost('editChange', 'fewer items of a scheduled change', async ({ ci, scheduled, rita }) => {
    const items = [await ci('web-1'), await ci('web-2')];
    const { id } = await scheduled({ items });
    return () => rita.patch(`/v1/changes/${id}`, { items: [items[0]] });
  }),
  cost('submitChange', 'one CI', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('submitChange', 'ten CIs', async (scene) => {
    const { id } = await scene.draft({ items: await cisOf(scene, 10) });
    return () => scene.rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('submitChange', 'one CI, while 20 other changes have reserved the time', async (scene) => {
    for (const item of await cisOf(scene, 20)) await scene.scheduled({ items: [item] });
    const { id } = await scene.draft();
    return () => scene.rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('submitChange', 'dry run', async ({ draft, rita }) => {
    const { id } = await draft();
    return () => rita.post(`/v1/changes/${id}/submit?dryRun=true`);
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
  cost('confirmWindow', 'after a restore', async ({ scheduled, max, records }) => {
    const { windowId } = await scheduled();
    records.restoreEpoch = 1;
    return () => max.post(`/v1/windows/${windowId}/confirm`);
  }),
  cost('startChange', 'in its window', async ({ begun, start }) => {
    const change = await begun();
    return () => start(change);
  }),
  cost('finishChange', 'successful', async ({ implementing, finish }) => {
    const change = await implementing();
    return () => finish(change);
  }),
  cost('extendChange', 'one CI', async ({ implementing, ian }) => {
    const { id, window } = await implementing();
    return () => ian.post(`/v1/changes/${id}/extend`, { end: plus(window?.end ?? '', minute), reason: 'It takes longer.' });
  }),
  cost('finishChange', 'failed, with a service that depends on it and a change of that service', async (scene) => {
    const relations = [{ type: 'depends-on', target: scene.database }];
    await scene.scheduled({ items: [await scene.ci('orders', { class: 'service', stage: 'proposed', relations })] });
    const change = await scene.implementing();
    return () => scene.ian.post(`/v1/changes/${change.id}/finish`, { outcome: 'failed' });
  }),
  cost('reopenChange', 'one outcome', async ({ inReview, max, bodyOf }) => {
    const { id, items } = await inReview();
    await bodyOf(max.post(`/v1/changes/${id}/review`, { note: 'As planned.' }));
    return () => max.post(`/v1/changes/${id}/reopen`, { outcomes: [{ item: items[0], outcome: 'failed' }], reason: 'Orders were lost.' });
  }),
  cost('reviewChange', 'closed', async ({ inReview, max }) => {
    const { id } = await inReview();
    return () => max.post(`/v1/changes/${id}/review`, { note: 'As planned.' });
  }),
  cost('overrideConflict', 'an approved change that is then scheduled', async ({ awaiting, max, decide, bodyOf }) => {
    const [first, second] = [await awaiting(), await awaiting()];
    await bodyOf(decide(first));
    await bodyOf(decide(second));
    return () => max.post(`/v1/changes/${second.id}/override`, { conflict: 'same-ci', reason: 'Both work on different schemas.' });
  }),
  cost('previewChange', 'a draft', async ({ draft, viewer }) => {
    const { id } = await draft();
    return () => viewer.get(`/v1/changes/${id}/preview`);
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
  cost('readChangeRecord', 'of a finished change of one CI', async ({ inReview, viewer }) => {
    const { id } = await inReview();
    return () => viewer.get(`/v1/changes/${id}/record`);
  }),
  cost('commentOnChange', 'a question', async ({ awaiting, anna }) => {
    const { id } = await awaiting();
    return () => anna.post(`/v1/changes/${id}/comments`, { text: 'Is the standby upgraded first?', question: true });
  }),
  cost('listComments', 'ten of one person', async ({ awaiting, anna, viewer, bodyOf }) => {
    const { id } = await awaiting();
    for (let n = 0; n < 10; n += 1) await bodyOf(anna.post(`/v1/changes/${id}/comments`, { text: `Remark ${n}.` }));
    return () => viewer.get(`/v1/changes/${id}/comments`);
  }),
  cost('listWindows', 'a page of ten', async ({ ci, scheduled, viewer }) => {
    for (let n = 0; n < 10; n += 1) await scheduled({ items: [await ci(`web-${n}`)] });
    return () => viewer.get('/v1/windows?limit=10');
  }),
  cost('listWindows', 'a page of ten with 50 CIs', async (scene) => {
    const cis = await cisOf(scene, 50);
    for (let n = 0; n < 10; n += 1) await scene.scheduled({ items: cis.slice(5 * n, 5 * n + 5) });
    return () => scene.viewer.get('/v1/windows?limit=10');
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
