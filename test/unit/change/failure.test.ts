import { expect, it } from '@jest/globals';
import { resumeChange } from '../../../shared/application/change/hold-change.ts';
import { holdDependants } from '../../../shared/application/change/hold-dependants.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { failingWork } from '../../support/failing-work.ts';
import { relate } from '../../support/related.ts';
import { workflowMachine } from '../../support/workflow.ts';

it('H8 a failed software upgrade under change control affects the entire service', async () => {
  const work = await failingWork();
  const upgrade = await work.implementing({ title: 'Upgrade the order software', items: [work.app] });

  const failed = await work.finish(upgrade, { item: work.app, outcome: 'failed' });

  expect(failed).toMatchObject({
    status: 'in-review',
    outcomes: [{ item: work.app, outcome: 'failed', services: [{ service: work.service, state: 'down' }] }],
  });
  expect((await work.windowOf(failed)).lifts).toMatchObject([{ mask: 1, reason: 'failed' }]);
  expect(await work.eventsOf(failed)).toContain('ChangeFailed');
});

it('H8 a service with redundancy is degraded by the failure of one member, and down by that of all', async () => {
  const work = await failingWork();
  const { shop, one, other } = await work.redundantShop();
  const upgrade = await work.implementing({ items: [one, other] });

  const failed = await work.finish(upgrade, { item: one, outcome: 'failed' }, { item: other, outcome: 'successful' });

  expect(failed.outcomes).toEqual([
    { item: one, outcome: 'failed', services: [{ service: shop, state: 'degraded' }] },
    { item: other, outcome: 'successful' },
  ]);
  const again = await work.implementing({ items: [one, other] });
  const both = await work.finish(again, { item: one, outcome: 'failed' }, { item: other, outcome: 'failed' });
  expect(both.outcomes).toMatchObject([{ services: [{ service: shop, state: 'down' }] }, { services: [] }]);
});

it('H8 what the report says of the services stands, named by any reference; what was backed out impairs none', async () => {
  const work = await failingWork();
  const [service] = [await work.ci('billing', { class: 'service', aliases: [{ scheme: 'hostname', value: 'billing' }] })];
  const upgrade = await work.implementing({ items: [work.app, work.server] });
  await relate(work.world, [work.needs(service, work.server)]);

  const failed = await work.finish(
    upgrade,
    { item: work.app, outcome: 'failed', services: [{ service: work.service, state: 'degraded' }] },
    { item: work.server, outcome: 'backed-out' },
  );

  expect(failed.outcomes).toMatchObject([
    { services: [{ service: work.service, state: 'degraded' }] },
    { services: [{ service, state: 'none' }] },
  ]);
});

it('H8 of several items, only the quiet of the failed one ends without a grace period', async () => {
  const work = await failingWork();
  const change = await work.implementing({ items: [work.server, work.app] });

  const failed = await work.finish(change, { item: work.server, outcome: 'successful' }, { item: work.app, outcome: 'failed' });

  // The second named CI has the second bit of the mask.
  expect((await work.windowOf(failed)).lifts).toMatchObject([{ mask: 2, at: work.clock.now() }]);
});

it('H8 scheduled changes on what directly depends on the failed CI go on hold, once, and others do not', async () => {
  const work = await failingWork();
  const [far] = [await work.ci('far')];
  await relate(work.world, [work.needs(far, work.service)]);
  const later = { start: plus(work.clock.now(), 5 * hour), end: plus(work.clock.now(), 6 * hour), mode: 'planned' };
  const [direct, indirect] = [
    await work.scheduled({ items: [work.service], window: later }),
    await work.scheduled({ items: [far], window: later }),
  ];
  const awaiting = await work.awaiting({ items: [work.service], window: { ...later, start: later.end, end: plus(later.end, hour) } });
  const upgrade = await work.implementing({ items: [work.app] });

  const failed = await work.finish(upgrade, { item: work.app, outcome: 'failed' });

  const onHold = async (id: string) => (await work.world.changes.get(id)).onHold;
  expect(await Promise.all([direct, indirect, awaiting].map(({ id }) => onHold(id)))).toEqual([true, false, false]);
  expect(await work.eventsNamed(direct, 'DependencyFailed')).toMatchObject([{ actor: 'system', body: { failed: failed.id } }]);
  expect(await work.eventsNamed(direct, 'ChangeHeld')).toMatchObject([
    { body: { reason: `${failed.number} failed on what this change depends on` } },
  ]);
  // Who resumes it has decided: the sweep does not put it on hold again.
  await resumeChange(work.context)(direct.id, work.rita);
  await holdDependants(work.context)(failed.id);
  expect(await onHold(direct.id)).toBe(false);
});

it('H8 the sweep puts dependent changes on hold if the request that reported the failure could not', async () => {
  const work = await failingWork();
  const later = { start: plus(work.clock.now(), 5 * hour), end: plus(work.clock.now(), 6 * hour), mode: 'planned' };
  const direct = await work.scheduled({ items: [work.service], window: later });
  const upgrade = await work.implementing({ items: [work.app] });
  const heldFor = async () => (await work.world.changes.get(direct.id)).heldFor;
  let refusals = 0;
  work.records.before = (operation, writes = []) => {
    if (operation !== 'commit' || !writes.some(({ label }) => label.startsWith(`Change CHANGE#${direct.id}`))) return;
    refusals += 1;
    throw new DomainError('busy', 'store/busy', 'the table is busy');
  };

  expect((await work.finish(upgrade, { item: work.app, outcome: 'failed' })).status).toBe('in-review');

  expect(refusals).toBeGreaterThan(0);
  expect(await heldFor()).toBeUndefined();
  work.records.before = () => undefined;
  await workflowMachine(work.world).sweep();
  expect(await heldFor()).toEqual([{ change: upgrade.id, number: upgrade.number }]);
});

it('H8 the success record of a CI counts how each change on it ended', async () => {
  const work = await failingWork();
  const first = await work.implementing({ items: [work.app, work.server] });
  await work.finish(first, { item: work.app, outcome: 'failed' }, { item: work.server, outcome: 'successful' });
  const since = plus(work.clock.now(), -90 * 24 * hour);

  expect(await work.world.changes.outcomesOn(work.app, since)).toMatchObject([{ change: first.id, outcome: 'failed' }]);
  expect(await work.world.changes.outcomesOn(work.server, since)).toMatchObject([{ change: first.id, outcome: 'successful' }]);
  expect(await work.world.changes.outcomesOn(work.app, plus(work.clock.now(), hour))).toEqual([]);
});

it('H8 the contact groups of an affected service are told which service is affected and how', async () => {
  const work = await failingWork();
  const upgrade = await work.implementing({ items: [work.app] });
  const failed = await work.finish(upgrade, { item: work.app, outcome: 'failed' });

  const mails = (await work.mailsOf(failed)).filter(({ subject }) => subject.startsWith('Failed'));

  expect(mails.map(({ to }) => to).toSorted()).toEqual(['ian@quiesce.test', 'olga@quiesce.test', 'rita@quiesce.test']);
  expect(mails[0]?.text).toContain('Services affected: orders (down).');
});
