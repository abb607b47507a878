import { raiseChanges } from '../../shared/application/patch-schedule/raise-changes.ts';
import { changeDesk } from './changes.ts';
import { deskApi, ok } from './desk-api.ts';

/** Each night at 02:30 in Berlin. */
export const nightly = { rrule: 'FREQ=DAILY', zone: 'Europe/Berlin', start: '02:30', length: 'PT2H' };

/** A schedule on the desk's database, and the sweep's duty for it. It is 24 November 2026, 12:00 UTC. */
export const nightPatches = async (fields: object = {}) => {
  const desk = await changeDesk();
  const api = await deskApi(desk);
  const manager = api.asCaller(desk.max);
  const body = { name: 'Night patches', items: [desk.database], recurrence: nightly, raiseAhead: 'P2D', mode: 'planned', ...fields };
  const schedule = await ok(manager.post('/v1/patch-schedules', body));
  const { world, records, clock } = api;
  const dues = () => records.all().filter(({ type, data }) => type === 'Due' && data.duty === 'raise');
  /** Does what is due, as the sweep does. */
  const sweep = async () => {
    for (const { pk, sk, data } of dues().filter((row) => String(row.data.at) <= clock.now())) {
      await raiseChanges({ ...world, approversGroup: 'approvers' })(String(data.subject));
      records.tamper({ pk, sk, type: 'Due', version: 1, schema: 1, data }, 'remove');
    }
  };
  const changes = async () => (await world.changes.page({ limit: 100 })).items;
  const occurrences = async (count = 3) => (await ok(manager.get(`/v1/patch-schedules/${schedule.id}/occurrences?count=${count}`))).items;
  return { ...api, desk, manager, schedule, dues, sweep, changes, occurrences };
};
