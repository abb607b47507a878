import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const withEdits = async () => {
  const desk = await changeDesk();
  const edit = (change: Pick<Change, 'id'>, patch: object, caller: Caller = desk.rita) =>
    editChange(desk.context)(change.id, patch, { ifMatch: 'any', caller });
  const editsOf = async (change: Change) =>
    (await desk.world.events.of({ type: 'change', id: change.id })).filter(({ name }) => name === 'ChangeEdited').map(({ body }) => body);
  return { ...desk, edit, editsOf };
};

it('H6 title and links keep the votes and change the digest', async () => {
  const desk = await withEdits();
  const group = await desk.group('second', desk.abe);
  const item = await desk.ci('db-2', { contactGroups: [{ group, role: 'approver' }] });
  const change = await desk.vote(await desk.awaiting({ items: [desk.database, item] }), desk.anna);
  expect(change.approvals).toEqual({ needed: 2, given: 1 });

  const titled = await desk.edit(change, { title: 'Upgrade PostgreSQL to 17.3' });
  const linked = await desk.edit(change, { links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });

  expect(linked).toMatchObject({ status: 'awaiting-approval', revision: 1, approvals: { needed: 2, given: 1 }, windowId: change.windowId });
  expect(new Set([change, titled, linked].map(approvalDigest)).size).toBe(3);
  expect((await desk.vote(linked, desk.abe)).status).toBe('scheduled');
});

it('H6 what has ended cannot be edited', async () => {
  const desk = await withEdits();
  const cancelled = await desk.scheduled({ plan: 'one' });
  await cancelChange(desk.context)(cancelled.id, 'no', desk.rita);
  const rejected = await desk.vote(await desk.awaiting(), desk.anna, 'reject', 'no');
  const lapsed = await desk.awaiting({ items: [desk.server] });
  desk.clock.set(lapsed.approvalDeadline ?? '');
  await desk.advance(lapsed);
  const closed = await desk.awaiting({ window: { start: plus(noon, 3 * hour), end: plus(noon, 4 * hour), mode: 'planned' } });
  await desk.vote(closed, desk.anna);
  desk.clock.set(plus(noon, 3 * hour));
  await startChange(desk.context)(closed.id, desk.ian);
  await finishChange(desk.context)(closed.id, { outcome: 'successful' }, desk.ian);
  const ended = [cancelled, rejected, lapsed, closed];

  for (const change of ended)
    for (const patch of [{ plan: 'another' }, { title: 'another' }, { links: [{ rel: 'x', href: 'https://x.test' }] }, { items: ['x'] }])
      await expect(desk.edit(change, patch)).rejects.toBeDomainError('change/not-open');
  expect((await desk.edit(cancelled, { title: cancelled.title, plan: 'one' })).version).toBe(
    (await desk.world.changes.get(cancelled.id)).version,
  );
});

it('E1 the event of an edit keeps what each field said before and after', async () => {
  const desk = await withEdits();
  const draft = await desk.request({ submit: false, plan: 'one' });
  await desk.edit(draft, { title: 'Another', plan: null, items: [desk.server], reason: 'because' });
  const change = await desk.awaiting({ title: 'First' });
  const next = await desk.edit(change, { title: 'Second' });

  expect((await desk.editsOf(draft))[0]).toMatchObject({
    fields: ['title', 'plan', 'reason', 'items'],
    edits: [
      { field: 'title', before: 'Upgrade PostgreSQL', after: 'Another' },
      { field: 'plan', before: 'one', after: null },
      { field: 'reason', before: null, after: 'because' },
      { field: 'items', before: [desk.database], after: [desk.server] },
    ],
  });
  expect((await desk.editsOf(change))[0]).toMatchObject({
    edits: [{ field: 'title', before: 'First', after: 'Second' }],
    digest: { before: approvalDigest(change), after: approvalDigest(next) },
  });
});

it('E1 the largest edit is recorded in full, in as many events as it takes', async () => {
  const desk = await withEdits();
  const long = (character: string) => character.repeat(10_000);
  const texts = (character: string) => ({
    plan: long(character),
    reason: long(character),
    testPlan: long(character),
    backOutPlan: long(character),
  });
  const draft = await desk.request({ submit: false, ...texts('語') });
  await desk.edit(draft, texts('話'));

  const bodies = await desk.editsOf(draft);

  expect(bodies.length).toBeGreaterThan(1);
  expect(bodies.flatMap(({ edits }) => edits)).toHaveLength(4);
  const links = (character: string) => ({
    links: Array.from({ length: 20 }, () => ({ rel: 'x', href: `https://x.test/${character.repeat(1_900)}` })),
  });
  await desk.edit(draft, links('語'));
  await expect(desk.edit(draft, links('話'))).rejects.toBeDomainError('change/edit-too-large');
});

it('I2 a patch that changes nothing writes nothing, whatever the status', async () => {
  const desk = await withEdits();
  const change = await desk.scheduled({ plan: 'one', links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });
  const rows = desk.records.all();
  const { title, plan, links, items, window } = change;

  expect(await desk.edit(change, { title, plan, links, items, window })).toEqual(await desk.world.changes.get(change.id));
  expect(await desk.edit(change, {})).toEqual(await desk.world.changes.get(change.id));
  expect(desk.records.all()).toEqual(rows);
});
