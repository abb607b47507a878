import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { overrideConflict } from '../../../shared/application/change/override-conflict.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

/** A change on the database that is approved and blocked by another one, which is scheduled. */
const blockedDesk = async () => {
  const desk = await changeDesk();
  const [first, second] = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  await desk.vote(first, desk.anna);
  await desk.vote(second, desk.anna);
  const override = (change: Pick<Change, 'id'>, fields: object = {}, caller = desk.max) =>
    overrideConflict(desk.context)(change.id, { conflict: 'same-ci', reason: 'Both work on different schemas.', ...fields }, caller);
  return { ...desk, first, second, override };
};

it('H2 a change manager overrides a conflict with a reason, and the approved change is scheduled at once', async () => {
  const desk = await blockedDesk();

  const after = await desk.override(desk.second);

  const given = { by: desk.max.id, reason: 'Both work on different schemas.', at: desk.clock.now() };
  expect(after).toMatchObject({
    status: 'scheduled',
    overrides: [{ kind: 'same-ci', against: [{ change: desk.first.id }], ...given }],
    conflicts: [
      { kind: 'same-ci', severity: 'blocking', change: desk.first.id, override: given },
      { kind: 'implementer', severity: 'warning' },
    ],
  });
  expect(await desk.eventsOf(desk.second)).toEqual(expect.arrayContaining(['ConflictOverridden', 'ChangeScheduled']));
});

it('H2 nobody overrides a conflict of a change that they request or implement, or that a client requests for them', async () => {
  const desk = await blockedDesk();
  const manager = await desk.person('Mona', 'change-manager');
  const { second } = desk;
  const own = async (fields: Partial<Change>) => {
    const stored = await desk.world.changes.get(second.id);
    await desk.world.store.commit(desk.world.changes.save({ ...stored, ...fields, version: stored.version + 1 } as Change, stored));
    return desk.override(second, {}, manager);
  };

  await expect(own({ requester: manager.id })).rejects.toBeDomainError('change/own-override');
  await expect(own({ requester: desk.rita.id, implementer: manager.id })).rejects.toBeDomainError('change/own-override');
  await expect(own({ implementer: desk.ian.id, onBehalfOf: manager.id })).rejects.toBeDomainError('change/own-override');
  await expect(own({ onBehalfOf: undefined, responsibles: [manager.id] })).rejects.toBeDomainError('change/own-override');
  expect((await own({ responsibles: [] })).status).toBe('scheduled');
});

it('H2 an override by somebody who implements the change afterwards does not count', async () => {
  const desk = await blockedDesk();
  const draft = await desk.request({ window, submit: false });
  await desk.override(draft);
  const stored = await desk.world.changes.get(draft.id);
  await desk.world.store.commit(desk.world.changes.save({ ...stored, implementer: desk.max.id, version: stored.version + 1 }, stored));

  await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('change/conflict');
});

it('H2 only a change manager overrides a conflict of CIs, and only people do', async () => {
  const desk = await blockedDesk();
  const freezer = await desk.person('Fay', 'freeze-approver');

  await expect(desk.override(desk.second, {}, freezer)).rejects.toBeDomainError('change/may-not-override');
  await expect(desk.override(desk.second, {}, desk.abe)).rejects.toBeDomainError('change/may-not-override');
  const client = { kind: 'client', id: desk.max.id, roles: ['change-manager'], teams: [], responsible: desk.ada.id } as const;
  await expect(overrideConflict(desk.context)(desk.second.id, { conflict: 'same-ci', reason: 'x' }, client)).rejects.toBeDomainError(
    'change/persons-only',
  );
  expect((await desk.world.changes.get(desk.second.id)).overrides).toBeUndefined();
});

it('H2 a conflict that does not exist cannot be overridden in advance', async () => {
  const desk = await blockedDesk();

  await expect(desk.override(desk.second, { conflict: 'redundant-side' })).rejects.toBeDomainError('change/no-such-conflict');
  await expect(desk.override(desk.second, { change: 'CHG-000999' })).rejects.toBeDomainError('change/no-such-conflict');
  expect((await desk.override(desk.second, { change: desk.first.number.toLowerCase() })).status).toBe('scheduled');
});

it('H2 an override names the opponent, so a conflict with another change blocks again', async () => {
  const desk = await changeDesk();
  const half = plus(window.start, 30 * minute);
  const [first, other, second] = [
    await desk.awaiting({ window: { ...window, end: half } }),
    await desk.awaiting({ window: { ...window, start: half } }),
    await desk.awaiting({ window }),
  ];
  await desk.vote(first, desk.anna);
  await desk.vote(second, desk.anna);
  expect((await desk.vote(other, desk.abe)).status).toBe('scheduled');

  const request = { conflict: 'same-ci', reason: 'agreed with its owner', change: first.id } as const;
  const after = await overrideConflict(desk.context)(second.id, request, desk.max);

  expect(after.status).toBe('awaiting-approval');
  expect(after.conflicts.filter(({ kind }) => kind === 'same-ci')).toMatchObject([
    { change: other.id },
    { change: first.id, override: { reason: request.reason } },
  ]);
  expect(after.conflicts[0]?.override).toBeUndefined();
  await cancelChange(desk.context)(other.id, 'not tonight', desk.rita);
  expect((await desk.world.changes.get(second.id)).status).toBe('scheduled');
});

it('H2 a draft with an overridden conflict is submitted, and editing its window voids the override', async () => {
  const desk = await blockedDesk();
  const draft = await desk.request({ window, submit: false });
  await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('change/conflict');
  await desk.override(draft);
  expect((await submitChange(desk.context)(draft.id, desk.rita, true)).status).toBe('assessing');

  const moved = { window: { ...window, end: plus(window.end, hour) } };
  const edited = await editChange(desk.context)(draft.id, moved, { ifMatch: 'any', caller: desk.rita });

  expect(edited).toMatchObject({ overrides: undefined, conflicts: [] });
  await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('change/conflict');
});

it('H6 H2 a new plan voids the overrides', async () => {
  const desk = await blockedDesk();
  await desk.override(desk.second);

  const revised = await editChange(desk.context)(desk.second.id, { plan: 'another way' }, { ifMatch: 'any', caller: desk.rita });

  expect(revised).toMatchObject({ revision: 2, status: 'assessing', overrides: undefined });
});
