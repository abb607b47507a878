import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { endQuiet } from '../../../shared/application/change/end-quiet.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { quietOf } from '../../../shared/domain/window/quiet.ts';
import { stateOf } from '../../../shared/domain/window/window.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const whole = { revision: 1, mask: 1 };

it('H11 a planned change that nobody starts gets a reminder after 15 minutes and is in review after its end', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled();
  desk.clock.set(plus(change.window?.start ?? '', 15 * minute));
  await desk.advance(change);
  await desk.advance(change);
  expect((await desk.eventsOf(change)).filter((name) => name === 'StartReminded')).toHaveLength(1);

  desk.clock.set(change.window?.end ?? '');
  const ended = await desk.advance(change);

  expect(ended).toMatchObject({ status: 'in-review', notStarted: true });
  expect(await desk.eventsOf(change)).toEqual(expect.arrayContaining(['ChangeNotStarted', 'WindowClosed']));
});

it('H11 a change cannot be put on hold while it is implemented; on hold it cannot be started and suppresses nothing', async () => {
  const desk = await changeDesk();
  const change = await desk.scheduled();
  desk.clock.set(plus(change.window?.start ?? '', minute));
  await holdChange(desk.context)(change.id, 'wait', desk.rita);
  await expect(startChange(desk.context)(change.id, desk.ian)).rejects.toBeDomainError('change/on-hold');
  desk.clock.advance(minute);
  await resumeChange(desk.context)(change.id, desk.rita);

  expect(quietOf(await desk.windowOf(change), whole)).toMatchObject([
    { to: plus(change.window?.start ?? '', minute), ending: 'cut' },
    { from: plus(change.window?.start ?? '', 2 * minute), ending: 'over' },
  ]);
  await startChange(desk.context)(change.id, desk.ian);
  await expect(holdChange(desk.context)(change.id, undefined, desk.rita)).rejects.toBeDomainError('change/not-scheduled');
});

it('W3 a change includes dependants by the relation types and hops that it sets; by default it includes only the named CIs', async () => {
  const desk = await changeDesk();
  const { world } = desk;
  const application = await desk.ci('orders', { class: 'application' });
  const edges = {
    item: desk.database,
    direction: 'in' as const,
    shard: 0,
    version: 1,
    edges: [{ type: 'depends-on' as const, item: application }],
  };
  await world.store.commit([world.relations.save(edges)]);
  const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

  expect((await desk.request({ window })).scope?.count).toBe(1);
  const wide = await desk.request({ window: { ...window, dependants: { types: ['depends-on'], hops: 1 } } });
  expect(wide.scope?.count).toBe(2);
  expect(await world.changes.scope(wide.id, 1, wide.scope?.digest ?? '')).toEqual(
    expect.arrayContaining([
      { item: application, mask: 1 },
      { item: desk.database, mask: 1 },
    ]),
  );
});

it('W2 cancelling inside the window withdraws it in the same transaction', async () => {
  const desk = await changeDesk();
  const change = await desk.implementing();
  desk.clock.advance(minute);
  const cancelled = await cancelChange(desk.context)(change.id, 'rolled back', desk.max);
  const window = await desk.windowOf(cancelled);

  expect(cancelled.status).toBe('cancelled');
  expect(stateOf(window, desk.clock.now(), 0)).toBe('withdrawn');
  expect(quietOf(window, whole)[0]).toMatchObject({ to: desk.clock.now(), ending: 'cut' });
});

it('W2 only the requester, the implementer, a change manager and people on call may end the quiet early', async () => {
  const desk = await changeDesk();
  const oncall = await desk.person('Olga', 'viewer');
  const group = await desk.group('on call', oncall);
  const covered = await desk.ci('covered', { contactGroups: [{ group, role: 'on-call' }] });
  const change = await desk.implementing({ items: [covered] });

  await expect(endQuiet(desk.context)(change.windowId ?? '', { reason: 'noise' }, desk.anna)).rejects.toBeDomainError('window/not-yours');
  const window = await endQuiet(desk.context)(change.windowId ?? '', { reason: 'we need to see' }, oncall);

  expect(stateOf(window, desk.clock.now(), 0)).toBe('over');
  expect(quietOf(window, whole)).toEqual([]);
  await expect(endQuiet(desk.context)(change.windowId ?? '', { reason: 'again' }, oncall)).rejects.toBeDomainError('window/not-in-force');
  expect((await desk.world.changes.get(change.id)).status).toBe('implementing');
});

it('P2 the implementer of a change may not review it', async () => {
  const desk = await changeDesk();
  const change = await desk
    .implementing({ implementer: desk.max.id, window: { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' } })
    .catch(() => undefined);
  expect(change).toBeUndefined();

  const own = await desk.scheduled({ implementer: desk.max.id, items: [desk.server] });
  desk.clock.set(own.window?.start ?? '');
  await startChange(desk.context)(own.id, desk.max);
  await finishChange(desk.context)(own.id, { outcome: 'with-issues' }, desk.max);

  await expect(reviewChange(desk.context)(own.id, 'fine', desk.max)).rejects.toBeDomainError('change/own-review');
  const other = await desk.person('Mia', 'change-manager');
  expect((await reviewChange(desk.context)(own.id, 'fine', other)).status).toBe('closed');
});

it('H6 to send fields back unchanged is no edit, also after submission', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  const edit = (patch: object) => editChange(desk.context)(change.id, patch, { ifMatch: 'any', caller: desk.rita });
  const { title, items, window, implementer, links, type } = change;

  const unchanged = await edit({ title, items, window, implementer, links, type, plan: null });
  const edited = await edit({ title: 'Upgrade PostgreSQL to 17.3', items, window });

  expect(unchanged).toEqual(change);
  expect(edited).toMatchObject({ title: 'Upgrade PostgreSQL to 17.3', version: change.version + 1 });
  const events = await desk.world.events.of({ type: 'change', id: change.id });
  expect(events.filter(({ name }) => name === 'ChangeEdited').map(({ body }) => body)).toMatchObject([{ fields: ['title'] }]);
});

it('W1 the scope stays as approved, and the change shows how the graph differs from it at the start', async () => {
  const desk = await changeDesk();
  const { world } = desk;
  const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned', dependants: { types: ['depends-on'], hops: 1 } };
  const change = await desk.scheduled({ window });
  const late = await desk.ci('late', { class: 'application' });
  const edges = {
    item: desk.database,
    direction: 'in' as const,
    shard: 0,
    version: 1,
    edges: [{ type: 'depends-on' as const, item: late }],
  };
  await world.store.commit([world.relations.save(edges)]);

  desk.clock.set(window.start);
  const opened = await desk.advance(change);

  expect(opened.scopeDifference).toEqual({ added: [late], removed: [] });
  expect(await world.windows.entriesOf(late, noon, plus(noon, day))).toEqual([]);
  expect((await desk.eventsOf(change)).filter((name) => name === 'WindowOpened')).toHaveLength(1);
});
