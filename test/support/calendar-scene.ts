import { raiseChanges } from '../../shared/application/patch-schedule/raise-changes.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import { changeDesk } from './changes.ts';
import { deskApi, ok } from './desk-api.ts';
import { runningAs } from './table-calls.ts';

const recurrence = { rrule: 'FREQ=DAILY', zone: 'UTC', length: 'PT1H' };

/**
 * Freezes, maintenance hours and a patch schedule come and go, each with an Idempotency-Key. The sweep raises the changes of the schedule:
 * one is in a freeze and stays a draft, the other one is submitted.
 */
export const calendarScene = async () => {
  const desk = await changeDesk();
  const { asCaller, world, clock } = await deskApi(desk);
  const manager = asCaller(desk.max);
  const post = (path: string, body: object) => ok(manager.post(path, body, { 'idempotency-key': path }));
  const match = { item: desk.server };
  const freeze = await post('/v1/freezes', { name: 'now', match, start: clock.now(), end: plus(clock.now(), day) });
  const hours = await post('/v1/maintenance-hours', { name: 'nights', match, recurrence });
  const patches = { name: 'patches', items: [desk.server], recurrence, raiseAhead: 'P2D' };
  const schedule = await post('/v1/patch-schedules', patches);
  await runningAs('sweep', raiseChanges(world))(schedule.id);
  for (const path of [`freezes/${freeze.id}`, `maintenance-hours/${hours.id}`, `patch-schedules/${schedule.id}`])
    await ok(manager.delete(`/v1/${path}`, { 'if-match': '*' }));
};
