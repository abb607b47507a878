import { expect, it } from '@jest/globals';
import { advanceChange } from '../../../shared/application/change/advance-change.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { registerSweep } from '../../support/licenses.ts';
import { serviceDesk } from '../../support/services.ts';

const start = plus(noon, hour);
const window = { start, end: plus(start, 2 * hour), mode: 'planned' } as const;
const at = (minutes: number): string => plus(start, minutes * minute);
const both = ['AgreementNearBreach', 'AgreementBreached'];

/** A desk of changes with a service of which 43 min 12 s of outages are allowed in November, and what was told of breaches. */
const breachDesk = async (terms: object = {}) => {
  const desk = await serviceDesk(terms);
  const sweep = registerSweep(desk.world);
  return {
    ...desk,
    /** Lets the sweep run, and returns the events of breaches. */
    told: async () => {
      await sweep();
      return (await desk.world.events.of({ type: 'item', id: desk.service })).filter(({ name }) => /Breach/.test(name));
    },
    /** At that minute of the window, the service was down for 100 minutes: from the tenth on. */
    downInWindow: async (now: number) => {
      desk.clock.set(at(now));
      return desk.down(at(10), at(110));
    },
    duties: () => desk.records.all().flatMap(({ pk, data }) => (pk.startsWith('DUE#') ? [(data as { duty: string }).duty] : [])),
  };
};
const names = (events: readonly { readonly name: string }[]): readonly string[] => events.map(({ name }) => name);

it('L3 agreed downtime is not told, however long it is, and what exceeds it is', async () => {
  const desk = await breachDesk();
  const change = await desk.implementing({ window });
  await desk.downInWindow(120);
  await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);
  expect(await desk.told()).toEqual([]);

  desk.clock.set(at(300));
  await desk.down(at(200), at(243));
  const [event, ...others] = await desk.told();
  expect(others).toEqual([]);
  expect(event).toMatchObject({ name: 'AgreementNearBreach', body: { outageTime: 'PT43M' } });
});

it('L3 what counted as agreed is told when the end of a window comes and nobody has started its work', async () => {
  const desk = await breachDesk();
  const change = await desk.scheduled({ window });
  const { id } = await desk.downInWindow(115);
  expect(await desk.told()).toEqual([]);

  desk.clock.set(at(120));
  await advanceChange(desk.context)(change.id);
  const events = await desk.told();
  expect(names(events)).toEqual(both);
  expect(events[1]?.body).toMatchObject({ month: '2026-11', outage: id, outageTime: 'PT1H40M' });
});

it.each<[string, (desk: Awaited<ReturnType<typeof breachDesk>>, id: string) => Promise<unknown>]>([
  ['cancelled', (desk, id) => cancelChange(desk.context)(id, 'The vendor did not come.', desk.rita)],
  [
    'edited, so that another window asks for approval',
    (desk, id) => editChange(desk.context)(id, { plan: 'Another plan.' }, { ifMatch: 'any', caller: desk.rita }),
  ],
])('L2 L3 H11 work that nobody started agrees nothing once its change is %s in the window, which is told', async (_, withdraw) => {
  const desk = await breachDesk();
  const change = await desk.scheduled({ window });
  await desk.downInWindow(115);
  expect(await desk.told()).toEqual([]);
  expect(await desk.availability(noon, at(115))).toMatchObject({ agreedDowntimeUsed: 'PT1H40M', outageTime: 'PT0S' });

  await withdraw(desk, change.id);
  const { agreedDowntimeUsed, intervals } = await desk.availability(noon, at(115));
  expect([agreedDowntimeUsed, ...intervals.map(({ reason }) => reason)]).toEqual(['PT0S', 'not-started']);
  const events = await desk.told();
  expect(names(events)).toEqual(both);
  expect(events[1]?.body).toMatchObject({ outageTime: 'PT1H40M' });
});

it('L2 L3 work that was started and then cancelled agrees its minutes until then, and makes nobody look', async () => {
  const desk = await breachDesk();
  const change = await desk.implementing({ window });
  await desk.told();
  desk.clock.set(at(60));
  await cancelChange(desk.context)(change.id, 'The vendor did not come.', desk.rita);
  expect(desk.duties()).not.toContain('window-breach');

  await desk.downInWindow(115);
  expect(await desk.availability(noon, at(115))).toMatchObject({ agreedDowntimeUsed: 'PT50M', outageTime: 'PT50M' });
});

it.each<[string, (desk: Awaited<ReturnType<typeof breachDesk>>, id: string) => Promise<unknown>]>([
  ['before its start', (desk, id) => cancelChange(desk.context)(id, 'The vendor did not come.', desk.rita)],
  [
    'at its start',
    (desk, id) => {
      desk.clock.set(start);
      return editChange(desk.context)(id, { plan: 'Another plan.' }, { ifMatch: 'any', caller: desk.rita });
    },
  ],
])('L3 H11 a window that is withdrawn %s took no agreed downtime back, and makes nobody look', async (_, withdraw) => {
  const desk = await breachDesk();
  const change = await desk.scheduled({ window });
  await withdraw(desk, change.id);

  expect((await desk.world.windows.get(change.windowId ?? '')).withdrawnAt).toBe(desk.clock.now());
  expect(desk.duties()).not.toContain('window-breach');
});

it('L3 what counted as agreed is told when the work is said to have ended before it', async () => {
  const desk = await breachDesk();
  const change = await desk.implementing({ window });
  await desk.downInWindow(115);
  expect(await desk.told()).toEqual([]);

  await finishChange(desk.context)(change.id, { outcome: 'successful', actualEnd: at(20) }, desk.ian);
  const events = await desk.told();
  expect(names(events)).toEqual(both);
  expect(events[1]?.body).toMatchObject({ outageTime: 'PT1H30M' });
});

it('L3 a finish long after the window looks at the months since its start', async () => {
  const desk = await breachDesk();
  const change = await desk.implementing({ window });
  await desk.downInWindow(115);
  expect(await desk.told()).toEqual([]);

  desk.clock.set('2026-12-03T12:00:00.000Z');
  await finishChange(desk.context)(change.id, { outcome: 'successful', actualEnd: at(20) }, desk.ian);
  expect((await desk.told()).map(({ body }) => body.month)).toEqual(['2026-11', '2026-11']);
});

it('L3 the end of a window that takes no agreed downtime back makes nobody look', async () => {
  const desk = await breachDesk();
  const on = await desk.implementing({ window });
  await desk.told();
  desk.clock.set(at(130));
  await finishChange(desk.context)(on.id, { outcome: 'successful', actualEnd: window.end }, desk.ian);
  expect(desk.duties()).not.toContain('window-breach');

  const waiting = await desk.scheduled({ window: { start: at(200), end: at(260) } });
  desk.clock.set(at(260));
  await advanceChange(desk.context)(waiting.id);
  expect((await desk.world.changes.get(waiting.id)).notStarted).toBe(true);
  expect(desk.duties()).not.toContain('window-breach');
});
