import { expect, it } from '@jest/globals';
import { closeSettled } from '../../../shared/application/change/close-change.ts';
import { readRecord } from '../../../shared/application/change/read-record.ts';
import { reopenChange } from '../../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { deskApi } from '../../support/desk-api.ts';
import { failingWork } from '../../support/failing-work.ts';

type Work = Awaited<ReturnType<typeof failingWork>>;

/** A change on the order software and a server that was finished as successful, and closed by itself. */
const closedAsSuccessful = async (work: Work) => {
  const change = await work.implementing({ items: [work.app, work.server] });
  const closed = await work.finish(change, { item: work.app, outcome: 'successful' }, { item: work.server, outcome: 'successful' });
  expect(closed.status).toBe('closed');
  return closed;
};

const reason = 'Orders were lost from the start.';

it('H8 a failure found after closing reopens the change with the corrected outcome, and the others stay', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);

  const reopened = await reopenChange(work.context)(closed.id, { outcomes: [{ item: work.app, outcome: 'failed' }], reason }, work.max);

  expect(reopened).toMatchObject({
    status: 'in-review',
    closedAt: undefined,
    reopened: { by: `person:${work.max.id}`, reason },
    outcomes: [
      { item: work.app, outcome: 'failed', services: [{ service: work.service, state: 'down' }] },
      { item: work.server, outcome: 'successful' },
    ],
  });
  expect(await work.eventsOf(closed)).toEqual(expect.arrayContaining(['ChangeReopened', 'ChangeFailed']));
});

it('H8 the success record follows, and keeps the time when the work was finished', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);
  work.clock.set(plus(work.clock.now(), 48 * hour));

  await reopenChange(work.context)(closed.id, { outcomes: [{ item: work.app, outcome: 'failed' }], reason }, work.max);

  const recorded = (item: string) => work.world.changes.outcomesOn(item, closed.createdAt);
  expect(await recorded(work.app)).toMatchObject([{ outcome: 'failed', at: closed.finishedAt, version: 2 }]);
  expect(await recorded(work.server)).toMatchObject([{ outcome: 'successful', at: closed.finishedAt, version: 1 }]);
});

it('H8 the former outcomes stay in the events and in the record', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);
  const reopened = await reopenChange(work.context)(closed.id, { outcomes: [{ item: work.app, outcome: 'failed' }], reason }, work.max);

  const record = await readRecord({ ...work.world, mailTroubles: work.world.mails.troublesOf })(reopened, work.max);

  expect(record.change.reopened).toMatchObject({ reason, byName: 'Max' });
  expect(record.events.find(({ name }) => name === 'ChangeReopened')?.body).toMatchObject({
    reason,
    edits: [{ field: `outcomes.${work.app}`, before: { outcome: 'successful' }, after: { outcome: 'failed' } }],
  });
});

it('H8 a reopened change does not close by itself, is reviewed, and can be reopened again', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);
  const reopen = (outcome: 'failed' | 'successful') =>
    reopenChange(work.context)(closed.id, { outcomes: [{ item: work.app, outcome }], reason }, work.max);
  await reopen('failed');
  await reviewChange(work.context)(closed.id, 'Known now.', work.max);
  await reopen('successful');
  const window = await work.windowOf(closed);
  await work.world.store.commit([work.world.windows.save({ ...window, version: window.version + 1, settled: true })]);

  await closeSettled(work.world)(window.id);

  expect(await work.world.changes.get(closed.id)).toMatchObject({ status: 'in-review', review: undefined });
  expect((await work.eventsNamed(closed, 'ChangeFailed')).length).toBe(1);
});

it('H8 outcomes that are the same, or of other items, reopen nothing, nor does a change that nobody worked on', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);
  const reopen = (item: string, id = closed.id) =>
    reopenChange(work.context)(id, { outcomes: [{ item, outcome: 'successful' }], reason }, work.max);

  await expect(reopen(work.app)).rejects.toBeDomainError('change/outcome-unchanged');
  await expect(reopen(work.service)).rejects.toBeDomainError('change/outcome-foreign');
  const open = await work.implementing({ items: [work.database] });
  await expect(reopen(work.database, open.id)).rejects.toBeDomainError('change/not-closed');
  const missed = await work.scheduled({
    items: [work.database],
    window: { start: plus(work.clock.now(), hour), end: plus(work.clock.now(), 2 * hour) },
  });
  work.clock.set(plus(work.clock.now(), 3 * hour));
  await work.advance(missed);
  await reviewChange(work.context)(missed.id, 'Never started.', work.max);
  await expect(reopen(work.database, missed.id)).rejects.toBeDomainError('change/never-started');
});

it('H8 only change managers reopen', async () => {
  const work = await failingWork();
  const closed = await closedAsSuccessful(work);
  const api = await deskApi(work);
  const body = { outcomes: [{ item: work.app, outcome: 'failed' }], reason };

  expect((await api.asCaller(work.rita).post(`/v1/changes/${closed.id}/reopen`, body)).status).toBe(403);
  expect((await api.asCaller(work.max).post(`/v1/changes/${closed.id}/reopen`, body)).body).toMatchObject({
    status: 'in-review',
    outcomes: [{ item: work.app, name: 'orders-app', services: [{ service: work.service, name: 'orders', state: 'down' }] }, {}],
  });
});
