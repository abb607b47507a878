import { day, hour, plus } from '../../../shared/domain/clock.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const many = 10;
const recurrence = { rrule: 'FREQ=DAILY', zone: 'Europe/Berlin', start: '01:00', length: 'PT4H' };

const freeze = ({ max, clock, bodyOf }: CostScene, name = 'year end') => {
  const times = { start: plus(clock.now(), hour), end: plus(clock.now(), day) };
  return bodyOf(max.post('/v1/freezes', { name, ...times, match: { class: 'database' } }));
};

const hours = ({ max, bodyOf }: CostScene) => bodyOf(max.post('/v1/maintenance-hours', { name: 'nights', recurrence }));

const feed = ({ rita, bodyOf }: CostScene) => bodyOf(rita.post('/v1/calendar-feeds', { name: 'work' }));

const schedule = async ({ ci, max, bodyOf }: CostScene, approval = 'occurrence') => {
  const items = [await ci('patched')];
  return bodyOf(max.post('/v1/patch-schedules', { name: 'patches', items, recurrence, approval }));
};

/** Freezes, maintenance hours, free slots, patch schedules and calendar feeds. */
export const calendarCosts: readonly Cost[] = [
  cost('createFreeze', 'one', async ({ max, clock }) => {
    const body = { name: 'year end', start: clock.now(), end: plus(clock.now(), day) };
    return () => max.post('/v1/freezes', body);
  }),
  cost('listFreezes', `${many}`, async (scene) => {
    for (let n = 0; n < many; n += 1) await freeze(scene, `freeze ${n}`);
    return () => scene.viewer.get('/v1/freezes');
  }),
  cost('readFreeze', 'one', async (scene) => {
    const { id } = await freeze(scene);
    return () => scene.viewer.get(`/v1/freezes/${id}`);
  }),
  cost('patchFreeze', 'the end', async (scene) => {
    const { id, end } = await freeze(scene);
    return () => scene.max.patch(`/v1/freezes/${id}`, { end: plus(end, day) });
  }),
  cost('deleteFreeze', 'one', async (scene) => {
    const { id } = await freeze(scene);
    return () => scene.max.delete(`/v1/freezes/${id}`, { 'if-match': '*' });
  }),
  cost(
    'createMaintenanceHours',
    'one',
    async ({ max }) =>
      () =>
        max.post('/v1/maintenance-hours', { name: 'nights', recurrence }),
  ),
  cost('listMaintenanceHours', 'one', async (scene) => {
    await hours(scene);
    return () => scene.viewer.get('/v1/maintenance-hours');
  }),
  cost('readMaintenanceHours', 'one', async (scene) => {
    const { id } = await hours(scene);
    return () => scene.viewer.get(`/v1/maintenance-hours/${id}`);
  }),
  cost('patchMaintenanceHours', 'the length', async (scene) => {
    const { id } = await hours(scene);
    return () => scene.max.patch(`/v1/maintenance-hours/${id}`, { recurrence: { length: 'PT2H' } });
  }),
  cost('deleteMaintenanceHours', 'one', async (scene) => {
    const { id } = await hours(scene);
    return () => scene.max.delete(`/v1/maintenance-hours/${id}`, { 'if-match': '*' });
  }),
  cost('findSlots', `one CI, ${many} freezes, 30 days`, async (scene) => {
    for (let n = 0; n < many; n += 1) await freeze(scene, `freeze ${n}`);
    await hours(scene);
    const id = await scene.ci('patched');
    return () => scene.viewer.get(`/v1/slots?item=${id}&length=PT1H`);
  }),
  cost('createPatchSchedule', 'one CI', async ({ ci, max }) => {
    const items = [await ci('patched')];
    return () => max.post('/v1/patch-schedules', { name: 'patches', items, recurrence });
  }),
  cost('listPatchSchedules', 'one', async (scene) => {
    await schedule(scene);
    return () => scene.viewer.get('/v1/patch-schedules');
  }),
  cost('readPatchSchedule', 'one', async (scene) => {
    const { id } = await schedule(scene);
    return () => scene.viewer.get(`/v1/patch-schedules/${id}`);
  }),
  cost('patchPatchSchedule', 'the time ahead', async (scene) => {
    const { id } = await schedule(scene);
    return () => scene.max.patch(`/v1/patch-schedules/${id}`, { raiseAhead: 'P7D' });
  }),
  cost('deletePatchSchedule', 'one', async (scene) => {
    const { id } = await schedule(scene);
    return () => scene.max.delete(`/v1/patch-schedules/${id}`, { 'if-match': '*' });
  }),
  cost('listOccurrences', `${many} occurrences`, async (scene) => {
    const { id } = await schedule(scene);
    return () => scene.viewer.get(`/v1/patch-schedules/${id}/occurrences`);
  }),
  cost('submitPatchSchedule', 'one CI', async (scene) => {
    const { id } = await schedule(scene, 'standing');
    return () => scene.max.post(`/v1/patch-schedules/${id}/submit`, {});
  }),
  cost(
    'createCalendarFeed',
    'one',
    async ({ rita }) =>
      () =>
        rita.post('/v1/calendar-feeds', { name: 'work' }),
  ),
  cost('listCalendarFeeds', 'one', async (scene) => {
    await feed(scene);
    return () => scene.rita.get('/v1/calendar-feeds');
  }),
  cost('readCalendarFeed', 'one', async (scene) => {
    const { id } = await feed(scene);
    return () => scene.rita.get(`/v1/calendar-feeds/${id}`);
  }),
  cost('deleteCalendarFeed', 'one', async (scene) => {
    const { id } = await feed(scene);
    return () => scene.rita.delete(`/v1/calendar-feeds/${id}`, { 'if-match': '*' });
  }),
  cost('openCalendarFeed', `${many} changes`, async (scene) => {
    for (let n = 0; n < many; n += 1) await scene.awaiting({ items: [await scene.ci(`busy-${n}`)] });
    const { url } = await feed(scene);
    return () => scene.anonymous('GET', new URL(url).pathname);
  }),
];
