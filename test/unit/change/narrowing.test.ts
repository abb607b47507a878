import { expect, it } from '@jest/globals';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

it('H6 H2 an item that a narrowed change names no more is free for another change at the same time', async () => {
  const desk = await changeDesk();
  const other = await desk.awaiting({ items: [desk.server], window });
  const change = await desk.scheduled({ items: [desk.database, desk.server], window });
  const blocked = await desk.vote(other, desk.abe);
  expect(blocked).toMatchObject({
    status: 'awaiting-approval',
    conflicts: expect.arrayContaining([expect.objectContaining({ kind: 'same-ci', change: change.id })]),
  });
  const { asCaller } = await deskApi(desk);

  const narrowed = await ok(asCaller(desk.rita).patch(`/v1/changes/${change.id}`, { items: [desk.database] }, { 'if-match': '*' }));

  expect(narrowed).toMatchObject({ status: 'scheduled', revision: 1, approvals: { given: 1 } });
  const waiting = await ok(asCaller(desk.rita).get(`/v1/changes/${other.id}`));
  expect(waiting.status).toBe('scheduled');
});

it('H6 W2 a shorter length keeps the votes, and the window ends after it', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled({ window: { length: 'PT2H' } });
  const api = await deskApi(desk);

  const shorter = await ok(api.asCaller(desk.rita).patch(`/v1/changes/${change.id}`, { window: { length: 'PT1H' } }, { 'if-match': '*' }));

  expect(shorter).toMatchObject({ status: 'scheduled', revision: 1, approvals: { given: 1 }, window: { length: 'PT1H' } });
  const started = await startChange({ ...desk.context, ...api.world })(change.id, desk.ian);
  expect(started.window).toMatchObject({ start: noon, end: plus(noon, 60 * minute) });
});
