import { expect, it } from '@jest/globals';
import { putAgreement } from '../../../shared/application/agreement/put-agreement.ts';
import { readAvailability } from '../../../shared/application/availability/read-availability.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { recordFailureOutages } from '../../../shared/application/change/record-failure-outages.ts';
import { reopenChange } from '../../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { correctOutage } from '../../../shared/application/outage/correct-outage.ts';
import { recordMeasured } from '../../../shared/application/outage/record-outage.ts';
import { reportOutage } from '../../../shared/application/outage/report-outage.ts';
import { AgreementDraft } from '../../../shared/domain/agreement/agreement.ts';
import type { Outcome } from '../../../shared/domain/change/change-values.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { failingWork } from '../../support/failing-work.ts';
import { brief } from '../../support/outage-scene.ts';
import { relate } from '../../support/related.ts';

type Work = Awaited<ReturnType<typeof failingWork>>;

const outagesOf = ({ world, service }: Work, of = service) =>
  world.outages.overlapping(of, plus(world.clock.now(), -day), plus(world.clock.now(), 1));

/** The upgrade of the software that the service runs on, from 13:00 to 14:00, finished at 13:40. */
const finished = async (work: Work, outcome: Outcome, more: object = {}) => {
  const upgrade = await work.implementing({ items: [work.app] });
  work.clock.advance(40 * minute);
  return work.finish(upgrade, { item: work.app, outcome, ...more });
};

it('H8 L2 a failure opens an outage of the service that is down by it, from the failure on, attributed to change and CI', async () => {
  const work = await failingWork();
  const failed = await finished(work, 'failed');

  expect(await outagesOf(work)).toMatchObject([
    { source: 'change', state: 'down', change: failed.id, item: work.app, start: failed.finishedAt, cause: `${failed.number} failed` },
  ]);
  expect((await outagesOf(work)).map(brief)).toEqual(['down 13:40-']);
  expect(await work.world.events.of({ type: 'item', id: work.service })).toMatchObject([{ name: 'OutageRecorded', change: failed.id }]);
});

it('H8 L2 the outage of a failure begins when the work ended, if that was before it was reported', async () => {
  const work = await failingWork();
  const upgrade = await work.implementing({ items: [work.app] });
  const actualEnd = plus(work.clock.now(), 10 * minute);
  work.clock.advance(40 * minute);
  await finishChange(work.context)(upgrade.id, { outcome: 'failed', actualEnd }, work.ian);

  expect((await outagesOf(work)).map(brief)).toEqual(['down 13:10-']);
});

it.each([
  ['successful', {}],
  ['with-issues', {}],
  ['backed-out', {}],
] as const)('H8 L2 the outcome %s opens no outage', async (outcome, more) => {
  const work = await failingWork();
  await finished(work, outcome, more);

  expect(await outagesOf(work)).toEqual([]);
});

it('H8 L2 a failure that leaves a service as it was opens no outage, and one of all that makes it redundant has it down', async () => {
  const work = await failingWork();
  await finished(work, 'failed', { services: [{ service: work.service, state: 'none' }] });
  expect(await outagesOf(work)).toEqual([]);

  const { shop, one, other } = await work.redundantShop();
  const both = await work.implementing({ items: [one, other] });
  await work.finish(both, { item: one, outcome: 'failed' }, { item: other, outcome: 'failed' });
  expect(await outagesOf(work, shop)).toMatchObject([{ state: 'down', item: one, change: both.id }]);
});

it('H8 L2 the outage is recorded once, however often the sweep looks, and also if the request was interrupted', async () => {
  const work = await failingWork();
  work.records.before = (operation, writes) => {
    if (operation === 'commit' && writes?.some(({ label }) => label.startsWith('Outage ')))
      throw new DomainError('busy', 'store/busy', 'busy');
  };
  const failed = await finished(work, 'failed');
  expect(failed.status).toBe('in-review');
  expect(await outagesOf(work)).toEqual([]);
  work.records.before = () => undefined;
  const due = work.records.all().filter(({ pk, data }) => pk.startsWith('DUE#minute') && data.duty === 'change-outage');
  expect(due).toMatchObject([{ data: { subject: failed.id } }]);

  await recordFailureOutages(work.context)(failed.id);
  await recordFailureOutages(work.context)(failed.id);

  expect(await outagesOf(work)).toMatchObject([{ version: 1, start: failed.finishedAt }]);
});

it('H8 L2 a failure found after closing opens an outage from when it was found, and a corrected outcome ends it', async () => {
  const work = await failingWork();
  const closed = await finished(work, 'successful');
  expect(closed.status).toBe('closed');
  const reopen = (outcome: Outcome) =>
    reopenChange(work.context)(closed.id, { outcomes: [{ item: work.app, outcome }], reason: 'Orders were lost.' }, work.max);
  work.clock.advance(2 * hour);
  await reopen('failed');
  expect((await outagesOf(work)).map(brief)).toEqual(['down 15:40-']);

  work.clock.advance(hour);
  await reviewChange(work.context)(closed.id, 'Known now.', work.max);
  await reopen('with-issues');
  expect((await outagesOf(work)).map(brief)).toEqual(['down 15:40-16:40']);
});

it('H8 L2 a failure that is corrected to a good outcome ends its outage, whatever its reporter named as down', async () => {
  const work = await failingWork();
  const billing = await work.ci('billing', { class: 'service' });
  await relate(work.world, [work.needs(billing, work.app)]);
  const failed = await finished(work, 'failed', { services: [{ service: billing, state: 'down' }] });
  expect((await outagesOf(work, billing)).map(brief)).toEqual(['down 13:40-']);
  await reviewChange(work.context)(failed.id, 'Known now.', work.max);
  work.clock.advance(hour);
  await reopenChange(work.context)(
    failed.id,
    { outcomes: [{ item: work.app, outcome: 'successful' }], reason: 'It was another.' },
    work.max,
  );

  expect((await outagesOf(work, billing)).map(brief)).toEqual(['down 13:40-14:40']);
});

it('L2 H8 the outage of a failure ends by a correction, and stays as it was corrected', async () => {
  const work = await failingWork();
  const failed = await finished(work, 'failed');
  const [open] = await outagesOf(work);
  work.clock.advance(hour);
  const patch = { end: plus(work.clock.now(), -30 * minute), reason: 'Rolled back by hand.' };
  await correctOutage(work.world)({ service: work.service, outage: open?.id ?? '', patch, ifMatch: 'any' }, work.max);
  await recordFailureOutages(work.context)(failed.id);

  expect((await outagesOf(work)).map(brief)).toEqual(['down 13:40-14:10']);
});

it('L2 I5 H8 an imported outage does not end the outage of a failure, also not when the sweep looks again or another one ends', async () => {
  const work = await failingWork();
  const failed = await finished(work, 'failed');
  work.clock.advance(hour);
  const told = (source: 'imported' | 'alert', from: number, to: number) =>
    recordMeasured(work.world)({
      ...{ service: work.service, source, sourceKey: source, reportedBy: 'system' },
      facts: { start: plus(failed.finishedAt ?? '', from * minute), end: plus(failed.finishedAt ?? '', to * minute), state: 'down' },
    });
  const ofFailure = async () => (await outagesOf(work)).filter(({ source }) => source === 'change').map(brief);
  await told('imported', 5, 25);
  await recordFailureOutages(work.context)(failed.id);
  expect(await ofFailure()).toEqual(['down 13:40-']);

  await told('alert', 10, 20);
  expect(await ofFailure()).toEqual(['down 13:40-14:00']);
});

it('L2 H8 used 40 minutes and unplanned 140, as in the worked example: the end that another source tells ends the failure too', async () => {
  const work = await failingWork();
  const terms = AgreementDraft().parse({ validFrom: '2026-01-01', target: '99.9', zone: 'UTC' });
  await putAgreement(work.world)(work.service, terms, work.max);
  const start = plus(work.clock.now(), hour);
  const upgrade = await work.implementing({ items: [work.app], window: { start, end: plus(start, 4 * hour), mode: 'planned' } });
  work.clock.advance(40 * minute);
  const failed = await work.finish(upgrade, { item: work.app, outcome: 'failed' });
  work.clock.advance(5 * hour);
  const facts = { start, end: plus(start, 3 * hour), state: 'down', change: failed.number } as const;
  await reportOutage(work.world)(work.service, facts, work.max);
  const period = { from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' };
  const figures = await readAvailability(work.world)(work.service, period, work.max);

  expect((await outagesOf(work)).map(brief)).toEqual(['down 13:00-16:00', 'down 13:40-16:00']);
  expect(figures).toMatchObject({ agreedDowntimeUsed: 'PT40M', outageTime: 'PT2H20M' });
});

it('L2 H8 a failure that is reported after the alert of it was over has its end at once; one whose alert goes on has none', async () => {
  const work = await failingWork();
  const upgrade = await work.implementing({ items: [work.app] });
  const actualEnd = plus(work.clock.now(), 10 * minute);
  const told = (from: number, to?: number) =>
    recordMeasured(work.world)({
      ...{ service: work.service, source: 'alert', sourceKey: `episode ${from}`, reportedBy: 'system' },
      facts: { start: plus(actualEnd, from * minute), state: 'down', ...(to === undefined ? {} : { end: plus(actualEnd, to * minute) }) },
    });
  work.clock.advance(40 * minute);
  await told(1, 8);
  await told(5);
  await finishChange(work.context)(upgrade.id, { outcome: 'failed', actualEnd }, work.ian);
  const openEnds = async () => (await outagesOf(work)).filter(({ source }) => source === 'change').map(brief);
  expect(await openEnds()).toEqual(['down 13:10-']);
  await told(5, 25);

  expect(await openEnds()).toEqual(['down 13:10-13:35']);
});
