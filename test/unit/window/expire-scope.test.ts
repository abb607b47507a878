import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { scopeEntryRow } from '../../../shared/data/window/window-rows.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { deskWithMachine } from '../../support/workflow.ts';

/** A desk that can read the TTLs of the scope rows of a change, in seconds since 1970. */
const deskWithScopes = async () => {
  const desk = await deskWithMachine();
  const ttlsOf = ({ windowId }: Pick<Change, 'windowId'>) =>
    desk.records.all().flatMap((row) => (scopeEntryRow.is(row) && row.data.window === windowId ? [row.ttl] : []));
  const inADay = () => Date.parse(plus(desk.clock.now(), day)) / 1_000;
  return { ...desk, ttlsOf, inADay };
};

it.each([
  [
    'cancelled',
    async (desk: Awaited<ReturnType<typeof deskWithScopes>>, { id }: Change) =>
      cancelChange(desk.context)(id, 'no longer needed', desk.rita),
  ],
  [
    'rejected',
    async (desk: Awaited<ReturnType<typeof deskWithScopes>>, change: Change) => desk.vote(change, desk.anna, 'reject', 'not this week'),
  ],
] as const)('T6 the scope rows of a change that is %s before it was scheduled expire a day after the next sweep', async (status, end) => {
  const desk = await deskWithScopes();
  const change = await desk.awaitingApproval();
  expect(desk.ttlsOf(change)).toEqual([undefined]);

  await end(desk, change);
  expect(desk.ttlsOf(change)).toEqual([undefined]);
  await desk.machine.sweep();

  expect((await desk.read(change)).status).toBe(status);
  expect(desk.ttlsOf(change)).toEqual([desk.inADay()]);
});

it('T6 the scope rows of a change that lapses get a TTL', async () => {
  const desk = await deskWithScopes();
  const change = await desk.awaitingApproval();

  await desk.live(plus(change.approvalDeadline ?? '', 2 * 60_000));

  expect((await desk.read(change)).status).toBe('lapsed');
  expect(desk.ttlsOf(change)).toEqual([expect.any(Number)]);
});

it('T6 the scope rows of a scheduled change get no TTL, even if the change is cancelled before its window begins', async () => {
  const desk = await deskWithScopes();
  const change = await desk.scheduled();

  await cancelChange(desk.context)(change.id, 'no longer needed', desk.rita);
  await desk.machine.sweep();

  expect(desk.ttlsOf(change)).toEqual([undefined]);
});
