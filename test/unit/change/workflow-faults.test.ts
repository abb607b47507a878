import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { runTask, startRun, watchRun } from '../../../shared/application/change/run-workflow.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import type { Write } from '../../../shared/domain/store.ts';
import { quietOf } from '../../../shared/domain/window/quiet.ts';
import { noon } from '../../support/changes.ts';
import { deskWithMachine } from '../../support/workflow.ts';

const afterEnd = plus(noon, 2 * hour + 5 * minute);

it('W5 a repeated start starts one execution, and a repeated callback resumes it once', async () => {
  const { awaitingApproval, machine, vote, anna } = await deskWithMachine();
  const change = await awaitingApproval();
  await startRun(machine.context)(change.id);
  await vote(change, anna);
  await machine.settle();
  await machine.settle();

  expect(machine.of(change)).toMatchObject([{ attempt: 1, step: { next: 'wait-for-start' } }]);
});

it.each(['before it reads', 'before it asks', 'while it waits', 'after the decision', 'while the window is open'])(
  'W5 if an execution is killed %s, the change goes on, and the next attempt continues its workflow',
  async (when) => {
    const { request, machine, read, vote, anna, live, clock } = await deskWithMachine();
    const { id } = await request();
    const rounds: Record<string, number> = { 'before it reads': 0, 'before it asks': 1 };
    await machine.settle(rounds[when] ?? 12);
    if (when === 'before it reads') await startRun(machine.context)(id);
    const waitsFor = { 'after the decision': 'wait-for-start', 'while the window is open': 'wait-for-end' }[when];
    const isDecided = waitsFor !== undefined;
    if (isDecided) await vote(await read({ id }), anna);
    if (isDecided) await live(plus(noon, when === 'after the decision' ? minute : hour + 5 * minute));
    expect(machine.of({ id })).toMatchObject(isDecided ? [{ step: { next: waitsFor } }] : [{}]);
    machine.kill({ id });

    await live(plus(clock.now(), 5 * minute));
    const change = await read({ id });
    if (!isDecided) expect((await vote(change, anna)).status).toBe('scheduled');
    await machine.settle();

    const attempts = machine.of({ id }).length;
    expect(attempts).toBe(isDecided ? 1 : 2);
    await live(afterEnd);
    expect(await read({ id })).toMatchObject({ status: 'in-review', notStarted: true });
    expect(machine.of({ id })).toHaveLength(attempts);
  },
);

it('W5 tasks of an older attempt or another revision do nothing', async () => {
  const { request, machine, read, records } = await deskWithMachine();
  const { id } = await request();
  const before = records.all();
  const task = (fields: object) => runTask(machine.context)({ task: 'advance', change: id, revision: 1, attempt: 1, ...fields });

  expect([await task({ attempt: 2 }), await task({ revision: 2 })]).toEqual([{ next: 'done' }, { next: 'done' }]);
  expect(records.all()).toEqual(before);
  expect(await task({})).toEqual({ next: 'ask' });
  expect((await read({ id })).status).toBe('awaiting-approval');
});

it('W5 two sweeps that find one execution missing start one', async () => {
  const { request, machine, clock } = await deskWithMachine();
  const { id } = await request();
  clock.advance(3 * minute);

  await Promise.all([watchRun(machine.context)(id), watchRun(machine.context)(id)]);

  expect(machine.of({ id })).toMatchObject([{ attempt: 2 }]);
});

it('W5 an execution that is not late is left alone', async () => {
  const { request, machine, clock } = await deskWithMachine();
  const { id } = await request();
  clock.advance(2 * minute - 1);

  await watchRun(machine.context)(id);
  expect(machine.of({ id })).toEqual([]);
  clock.advance(1);
  await watchRun(machine.context)(id);
  expect(machine.of({ id })).toMatchObject([{ attempt: 2 }]);
});

it('W5 the sweep starts no further attempts for a change that is approved and blocked', async () => {
  const { awaitingApproval, request, machine, read, vote, anna, live, clock } = await deskWithMachine();
  const first = await awaitingApproval();
  const second = await read(await request());
  await machine.settle();
  await vote(first, anna);
  await vote(second, anna);
  await live(plus(clock.now(), 30 * minute));

  expect(await read(second)).toMatchObject({ status: 'awaiting-approval', conflicts: [{ change: first.id }, { kind: 'implementer' }] });
  expect(machine.of(second)).toHaveLength(1);
});

it('H1 an assessment that is interrupted at any write and repeated stores the frozen scope, even if the graph has changed', async () => {
  for (let failingWrite = 1; failingWrite <= 3; failingWrite += 1) {
    const { request, machine, ci, database, world, records, clock, windowOf } = await deskWithMachine();
    const edges = (item: string, version: number) => ({
      item: database,
      direction: 'in' as const,
      shard: 0,
      version,
      edges: [{ type: 'depends-on' as const, item }],
    });
    const known = await ci('orders');
    await world.store.commit([world.relations.save(edges(known, 1))]);
    const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };
    const submitted = await request({ window: { ...window, dependants: { types: ['depends-on'], hops: 1 } } });
    let writes = 0;
    records.before = (operation) => {
      writes += operation === 'commit' || operation === 'writeOnce' ? 1 : 0;
      if (writes === failingWrite) throw new Error('the function is killed');
    };
    await assessChange(machine.context)(submitted.id).catch(() => undefined);
    records.before = () => undefined;
    await world.store.commit([world.relations.save(edges(await ci('later'), 2))]);

    const change = await assessChange(machine.context)(submitted.id);

    expect(change).toMatchObject({ status: 'awaiting-approval', scope: submitted.scope });
    const [entry] = await world.windows.entriesOf(known, clock.now(), plus(noon, day));
    expect(entry).toMatchObject({ window: (await windowOf(change)).id, digest: submitted.scope?.digest });
  }
});

it('H1 approval is not requested while rows of the scope are missing', async () => {
  const { request, machine, read, records, world } = await deskWithMachine();
  const { id } = await request();
  const chunk = records.all().find(({ type }) => type === 'ScopeChunk');
  await world.store.writeOnce([{ label: 'lost', kind: 'remove', key: { pk: chunk?.pk, sk: chunk?.sk }, when: 1 } as Write]);

  await machine.settle();

  expect((await read({ id })).status).toBe('assessing');
  expect(machine.of({ id })).toMatchObject([{ status: 'failed' }]);
});

it.each(['fails', 'succeeds and its answer is lost'])('W4 the change reaches the same end, whichever write %s', async (fault) => {
  let failed = true;
  for (let fails = 1; failed; fails += 1) {
    const { request, machine, read, vote, anna, live, records, windowOf, eventsOf } = await deskWithMachine();
    const { id } = await request();
    let writes = 0;
    const count = (): void => {
      writes += 1;
      if (writes === fails) throw new Error('the store is away');
    };
    if (fault === 'fails') records.before = (operation) => (['commit', 'writeOnce'].includes(operation) ? count() : undefined);
    else records.committed = count;
    const again = (run: () => Promise<unknown>) => run().catch(() => run());

    await again(machine.settle);
    await again(async () => vote(await read({ id }), anna)).catch(() => undefined);
    await again(() => live(afterEnd));
    failed = writes >= fails;

    expect(await read({ id })).toMatchObject({ status: 'in-review', notStarted: true, approvals: { given: 1 } });
    const events = await eventsOf({ id } as Change);
    expect(events.toSorted()).toEqual([...new Set(events)].toSorted());
    expect(quietOf(await windowOf(await read({ id })), { revision: 1, mask: 1 })).toMatchObject([{ ending: 'over' }]);
    expect(await machine.context.events.pending(plus(afterEnd, day), 100)).toEqual([]);
  }
});
