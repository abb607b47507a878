import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { recordFailureOutages } from '../../../shared/application/change/record-failure-outages.ts';
import { reopenChange } from '../../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { recordMeasured } from '../../../shared/application/outage/record-outage.ts';
import { reportOutage } from '../../../shared/application/outage/report-outage.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { alertKey } from '../../../shared/domain/outage/alert-outage.ts';
import type { Outage, OutageState } from '../../../shared/domain/outage/outage.ts';
import { noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { failingWork } from '../../support/failing-work.ts';
import { brief } from '../../support/outage-scene.ts';

/** An upgrade of two items of which one failed at 13:40 and has the service in this state, with what the API tells of the service. */
const failedWork = async (state: OutageState) => {
  const work = await failingWork();
  const { service, clock, world } = work;
  const other = await work.ci('orders-cache');
  const read = async (path: string) => ok((await deskApi(work)).as('viewer').get(path));
  const upgrade = await work.implementing({ items: [work.app, other] });
  clock.advance(40 * minute);
  const failed = await work.finish(
    upgrade,
    { item: work.app, outcome: 'failed', services: [{ service, state }] },
    { item: other, outcome: 'successful' },
  );
  const failedAt = clock.now();
  return {
    ...{ ...work, other, failed, failedAt },
    outages: async (of = service) => (await read(`/v1/services/${of}/outages`)).items,
    status: () => read(`/v1/services/${service}/status`),
    /** What a monitor or a person tells of the service, in minutes after the failure. */
    told: async (source: 'alert' | 'manual', state: OutageState, from: number, to?: number) => {
      const facts = { start: plus(failedAt, from * minute), state, ...(to === undefined ? {} : { end: plus(failedAt, to * minute) }) };
      if (source === 'manual') return reportOutage(world)(service, facts, work.max);
      return recordMeasured(world)({ service, source, sourceKey: alertKey(world.ids.next()), reportedBy: 'system', facts });
    },
    /** A change manager finds out that the service was in another state than was reported. */
    corrected: async ({ id }: Pick<Change, 'id'>, state: OutageState | 'none') => {
      await reviewChange(work.context)(id, 'Known now.', work.max);
      clock.advance(hour);
      const outcomes = [{ item: work.app, outcome: 'failed' as const, services: [{ service, state }] }];
      await reopenChange(work.context)(id, { outcomes, reason: 'It was otherwise.' }, work.max);
    },
  };
};
const degradedWork = () => failedWork('degraded');

it('H8 L2 a failure that degrades a service opens a degraded outage from the failure on, which its status shows', async () => {
  const { app, failed, failedAt, outages, status } = await degradedWork();

  expect(await outages()).toMatchObject([
    { source: 'change', state: 'degraded', change: failed.id, item: app, start: failedAt, cause: `${failed.number} failed` },
  ]);
  expect(await status()).toMatchObject({ state: 'degraded', since: failedAt, why: [{ text: `${failed.number} failed` }] });
});

it('H8 L2 a failure that costs a service its redundancy degrades it, as an alert does', async () => {
  const { redundantShop, implementing, finish, outages } = await degradedWork();
  const { shop, one, other } = await redundantShop();
  const half = await implementing({ items: [one, other] });
  await finish(half, { item: one, outcome: 'failed' }, { item: other, outcome: 'successful' });

  expect(await outages(shop)).toMatchObject([{ source: 'change', state: 'degraded', item: one, change: half.id }]);
});

it.each([
  ['an alert that degraded it', 'alert', 'degraded'],
  ['a report that it was down', 'manual', 'down'],
] as const)('L2 H8 the degraded outage of a failure ends with %s, and not while that goes on', async (_, source, state) => {
  const over = await degradedWork();
  over.clock.advance(hour);
  await over.told(source, state, 5, 25);
  expect((await over.outages()).map(brief)).toContain('degraded 13:40-14:05');

  const open = await degradedWork();
  await open.told(source, state, 0);
  await recordFailureOutages(open.context)(open.failed.id);
  expect((await open.outages()).map(brief)).toContain('degraded 13:40-');
});

it('L2 H8 the end of what only degraded a service does not tell that a failure which has it down is over', async () => {
  const { failed, corrected, clock, told, outages } = await degradedWork();
  await corrected(failed, 'down');
  clock.advance(hour);
  await told('alert', 'degraded', 70, 80);

  expect((await outages()).map(brief)).toContain('down 14:40-');
});

it('L2 H8 what a failure degrades does not hide that somebody reports the service as down', async () => {
  const { clock, told, status, failedAt } = await degradedWork();
  clock.advance(10 * minute);
  await told('manual', 'down', 5);

  expect(await status()).toMatchObject({ state: 'down', since: plus(failedAt, 5 * minute) });
});

it('L2 H8 a corrected outcome ends the outage of the state before, and opens one of the state that it says', async () => {
  const { failed, outages, corrected } = await degradedWork();
  const all = async () => (await outages()).map(brief).toSorted();
  await corrected(failed, 'down');
  expect(await all()).toEqual(['degraded 13:40-14:40', 'down 14:40-']);

  await corrected(failed, 'none');
  expect(await all()).toEqual(['degraded 13:40-14:40', 'down 14:40-15:40']);
});

it.each([
  ['degraded', 'down', ['degraded 13:40-14:40', 'degraded 15:40-', 'down 14:40-15:40']],
  ['degraded', 'none', ['degraded 13:40-14:40', 'degraded 15:40-']],
  ['down', 'degraded', ['degraded 14:40-15:40', 'down 13:40-14:40', 'down 15:40-']],
  ['down', 'none', ['down 13:40-14:40', 'down 15:40-']],
] as const)('L2 H8 a service that was %s, then %s, and then as at first, was not so in between', async (first, between, expected) => {
  const { context, failed, outages, corrected } = await failedWork(first);
  await corrected(failed, between);
  await corrected(failed, first);
  await recordFailureOutages(context)(failed.id);
  expect((await outages()).map(brief).toSorted()).toEqual(expected);

  await corrected(failed, 'none');
  expect((await outages()).map(brief).filter((text: string) => text.endsWith('-'))).toEqual([]);
});

it('L2 H8 a correction that leaves a service down opens no outage again, whether the first one is over or not', async () => {
  const { context, max, clock, told, failed, other, outages } = await failedWork('down');
  const ofFailure = async () => (await outages()).filter(({ source }: Outage) => source === 'change').map(brief);
  const correctOther = async (outcome: 'with-issues' | 'successful') => {
    await reviewChange(context)(failed.id, 'Known now.', max);
    clock.advance(hour);
    await reopenChange(context)(failed.id, { outcomes: [{ item: other, outcome }], reason: 'It was otherwise.' }, max);
  };
  await correctOther('with-issues');
  expect(await ofFailure()).toEqual(['down 13:40-']);

  await told('alert', 'down', 5, 25);
  await correctOther('successful');
  expect(await ofFailure()).toEqual(['down 13:40-14:05']);
});

it('L2 H8 a corrected outcome ends an outage also if the store was too busy to find the service when the failure was reported', async () => {
  const work = await failingWork();
  const upgrade = await work.implementing({ items: [work.app] });
  const idsWith = async () => {
    throw new DomainError('busy', 'store/busy', 'the table is busy');
  };
  const busy = { ...work.context, configurationItems: { ...work.context.configurationItems, idsWith } };
  const failed = await finishChange(busy)(upgrade.id, { outcomes: [{ item: work.app, outcome: 'failed' }] }, work.ian);
  expect(failed).not.toHaveProperty('impairedServices');
  const outages = async () => (await work.world.outages.overlapping(work.service, noon, work.clock.now())).map(brief);
  work.clock.advance(minute);
  await recordFailureOutages(work.context)(failed.id);
  expect(await outages()).toEqual(['down 13:00-']);

  await reviewChange(work.context)(failed.id, 'Known now.', work.max);
  work.clock.advance(hour);
  const outcomes = [{ item: work.app, outcome: 'successful' as const }];
  await reopenChange(work.context)(failed.id, { outcomes, reason: 'It was another.' }, work.max);
  expect(await outages()).toEqual(['down 13:00-14:01']);
});
