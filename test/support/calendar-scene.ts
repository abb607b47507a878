import { raiseChanges } from '../../shared/application/patch-schedule/raise-changes.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { changeDesk } from './changes.ts';
import { deskApi, ok } from './desk-api.ts';
import { runningAs } from './table-calls.ts';

const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H' };
const later = { ...recurrence, rrule: 'FREQ=WEEKLY', start: '06:00' };

/**
 * Freezes, maintenance hours and a patch schedule come and go, each with an Idempotency-Key. The sweep raises the changes of the schedule:
 * one is in a freeze and stays a draft, the other one is submitted. Two more ask for standing approval, by the sweep and by a manager. A
 * calendar feed is opened.
 */
export const calendarScene = async () => {
  const desk = await changeDesk();
  const { asCaller, anonymous, world, clock } = await deskApi(desk);
  const manager = asCaller(desk.max);
  const post = (path: string, body: object) =>
    ok(manager.post(path, body, { 'idempotency-key': JSON.stringify([path, body]).slice(0, 200) }));
  const match = { item: desk.server };
  const freeze = await post('/v1/freezes', { name: 'now', match, start: clock.now(), end: plus(clock.now(), day) });
  const hours = await post('/v1/maintenance-hours', { name: 'nights', match, recurrence });
  const patches = { name: 'patches', items: [desk.server], recurrence, raiseAhead: 'P2D' };
  const schedule = await post('/v1/patch-schedules', patches);
  await runningAs('sweep', raiseChanges(world))(schedule.id);
  const nightly = await post('/v1/patch-schedules', { ...patches, name: 'nightly', items: [desk.database], approval: 'standing' });
  await runningAs('sweep', raiseChanges(world))(nightly.id);
  const weekly = await post('/v1/patch-schedules', {
    ...patches,
    name: 'weekly',
    items: [desk.database],
    recurrence: later,
    approval: 'standing',
  });
  await post(`/v1/patch-schedules/${weekly.id}/submit`, {});
  const feed = await post('/v1/calendar-feeds', { name: 'work' });
  await ok(anonymous('GET', new URL(feed.url).pathname));
  for (const path of [
    `freezes/${freeze.id}`,
    `maintenance-hours/${hours.id}`,
    `patch-schedules/${schedule.id}`,
    `calendar-feeds/${feed.id}`,
  ])
    await ok(manager.delete(`/v1/${path}`, { 'if-match': '*' }));
};
