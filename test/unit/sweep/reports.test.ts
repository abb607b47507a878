import { expect, it } from '@jest/globals';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { minute } from '../../../shared/domain/clock.ts';
import { type Duty, duties, newDue } from '../../../shared/domain/due/due.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import type { Measurements } from '../../../shared/domain/measurement.ts';
import { type AlertWorld, aWorld } from '../../support/alerts.ts';

/** A sweep whose duties do nothing, and what it reports. */
const reportingSweep = ({ world }: AlertWorld) => {
  const [measured, failed]: [Measurements[], string[]] = [[], []];
  const noDuty = Object.fromEntries(duties.map((duty) => [duty, async () => undefined])) as Record<Duty, () => Promise<void>>;
  const run = sweep({
    ...world,
    duties: noDuty,
    publish: async (events) => events.map(({ id }) => id),
    failed: ({ duty }) => failed.push(duty),
    notPublished: (events) => failed.push(`${events} not published`),
    measured: (measurements) => measured.push(measurements),
    budgetMillis: 40_000,
  });
  return { run, measured, failed };
};

it('T9 the sweep reports how long the oldest due work had been waiting, without the work of the day', async () => {
  const alerts = await aWorld({ start: '20:00' });
  const { run, measured } = reportingSweep(alerts);
  const { world, clock } = alerts;
  const due = newDue(world);
  await world.store.commit([world.dues.save(due('expire-scope', 's', clock.now()))]);
  clock.advance(minute);
  await world.store.commit([world.dues.save(due('release', 'w', clock.now()))]);
  clock.advance(6 * minute);
  await run();
  await run();

  expect(measured.flatMap(({ lagSeconds }) => lagSeconds ?? [])).toEqual([360, 0]);
});

it('T9 the sweep works also if it cannot measure, and reports that, and events that the bus did not accept', async () => {
  const alerts = await aWorld({ start: '20:00' });
  const { run, failed } = reportingSweep({
    ...alerts,
    world: { ...alerts.world, episodes: { ...alerts.world.episodes, oldestUnsent: () => Promise.reject(new Error('no index')) } },
  });
  const { world, clock } = alerts;
  const fact = { actor: 'system', subject: { type: 'change', id: 'c' }, body: { revision: 1 } } as const;
  await world.store.commit([
    world.events.record(newEvent(world)('ChangeRequested', fact)),
    world.dues.save(newDue(world)('release', 'w', clock.now())),
  ]);
  clock.advance(3 * minute);
  await run();

  expect(failed).toEqual(['measure', '1 not published']);
  expect(await world.dues.of('minute', clock.now().slice(0, 13), clock.now(), 10)).toEqual([]);
});
