import { expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { policyDesk } from '../../support/policies.ts';

it('P1 the first policy by order applies, of those the one that was changed last, and its version is stored with the change', async () => {
  const desk = await policyDesk();
  const levels = [{ group: desk.approvers, needs: 1 }];
  await desk.policy({ name: 'last', order: 2, levels });
  await desk.policy({ name: 'older', order: 1, levels });
  desk.clock.advance(1_000);
  const newer = await desk.policy({ name: 'newer', order: 1, levels: [{ group: desk.approvers, needs: '2/3' }] });

  const change = await desk.awaiting();

  expect(change.pinned).toMatchObject({ policy: 'newer', policyVersion: 1, policyId: newer.id });
  expect(change.pinned?.groups).toMatchObject([{ needs: '2/3', quorum: 2, level: 1, eligible: [desk.anna.id, desk.abe.id, desk.ada.id] }]);
  await desk.world.store.commit(desk.world.approvalPolicies.save({ ...newer, version: 2, levels }, newer));
  expect((await desk.vote(change, desk.anna)).status).toBe('awaiting-approval');
  expect((await desk.vote(change, desk.abe)).status).toBe('scheduled');
});

it.each([
  [{ class: 'Database' }, true],
  [{ class: 'server' }, false],
  [{ risk: 'low' as const }, true],
  [{ risk: 'high' as const }, false],
  [{ type: 'emergency' as const }, false],
  [{ environment: 'production' }, true],
  [{ environment: 'test' }, false],
  [{ class: 'database', environment: 'prod' }, true],
])('P1 a policy that matches %j applies to a change of a low-risk database without an environment: %s', async (match, applies) => {
  const desk = await policyDesk();
  await desk.policy({ name: 'mine', match, levels: [{ group: desk.approvers, needs: 1 }] });

  expect((await desk.awaiting()).pinned?.policy).toBe(applies ? 'mine' : 'default');
});

it('P1 a policy of a service applies to the CIs that the service needs, also if redundancy keeps it up', async () => {
  const desk = await policyDesk();
  const shop = await desk.ci('shop', { class: 'service' });
  await desk.policy({ name: 'shop', match: { service: shop }, levels: [{ group: desk.approvers, needs: 1 }] });
  const redundancy = [{ group: 'web', minimumUp: 1, members: 2 }];
  await desk.world.store.commit([
    desk.world.relations.save({
      ...{ item: desk.server, direction: 'in', shard: 0, version: 1 },
      edges: [{ type: 'depends-on', item: shop, redundancy }],
    }),
  ]);

  expect((await desk.awaiting({ items: [desk.server] })).pinned?.policy).toBe('shop');
  expect((await desk.awaiting({ items: [desk.database] })).pinned?.policy).toBe('default');
});

it('P1 a policy that asks nobody must match every item', async () => {
  const desk = await policyDesk();
  await desk.policy({ name: 'web', match: { class: 'server' }, levels: [] });

  expect((await desk.request({ items: [desk.server] })).pinned).toMatchObject({ policy: 'web', groups: [] });
  expect((await desk.request({ items: [desk.server, desk.database] })).pinned?.policy).toBe('default');
});

it('P1 what a policy requires is 409 with a pointer, and the draft stays', async () => {
  const desk = await policyDesk();
  const levels = [{ group: desk.approvers, needs: 1 }];
  await desk.policy({ levels, requiredFields: ['plan', 'links'], maxScope: 1, minimumNotice: 'PT2H', enforceNotice: true });
  const late = { start: plus(desk.clock.now(), 2 * hour), end: plus(desk.clock.now(), 3 * hour) };
  const complete = { plan: 'Stop, upgrade, start.', links: [{ rel: 'ticket', href: 'https://tickets.test/1' }], window: late };

  await expect(desk.request({ ...complete, plan: undefined })).rejects.toMatchObject({
    code: 'change/field-required',
    errors: [{ pointer: '/plan' }],
  });
  await expect(desk.request({ ...complete, links: [] })).rejects.toMatchObject({ errors: [{ pointer: '/links' }] });
  await expect(desk.request({ ...complete, window: undefined })).rejects.toMatchObject({ code: 'change/window-required' });
  const { window, ...sooner } = complete;
  await expect(desk.request(sooner)).rejects.toMatchObject({ code: 'change/short-notice', errors: [{ pointer: '/window/start' }] });
  await expect(desk.request({ ...complete, items: [desk.database, desk.server] })).rejects.toMatchObject({ code: 'scope/too-wide' });
  expect((await desk.request(complete)).status).toBe('assessing');
});

it('H6 P1 an edit that keeps the votes does not empty what the policy requires', async () => {
  const desk = await policyDesk();
  await desk.policy({ levels: [{ group: desk.approvers, needs: 1 }], requiredFields: ['links', 'plan'] });
  const links = [{ rel: 'ticket', href: 'https://tickets.test/1' }];
  const change = await desk.awaiting({ plan: 'Stop, upgrade, start.', links });
  const edit = (patch: object) => editChange(desk.context)(change.id, patch, { ifMatch: 'any', caller: desk.rita });

  await expect(edit({ links: [] })).rejects.toMatchObject({ code: 'change/field-required', errors: [{ pointer: '/links' }] });
  await expect(edit({ plan: null })).rejects.toMatchObject({ code: 'change/field-required', errors: [{ pointer: '/plan' }] });
  expect(await desk.world.changes.get(change.id)).toEqual(change);
  expect((await edit({ reason: null, title: 'Upgrade' })).status).toBe('awaiting-approval');
});

it('P1 P4 the deadline of a policy counts from the submission, and is never after the start', async () => {
  const desk = await policyDesk();
  await desk.policy({ levels: [{ group: desk.approvers, needs: 1 }], deadline: 'PT30M', minimumNotice: 'P1D' });

  const change = await desk.awaiting();

  expect(change.approvalDeadline).toBe(plus(desk.clock.now(), hour / 2));
  expect(change.pinned?.minimumNotice).toBe('P1D');
  expect((await desk.vote(change, desk.anna)).conflicts).toMatchObject([{ kind: 'short-notice', severity: 'warning' }]);
});

it('P2 a later level without anybody who may decide is refused, and the group is named', async () => {
  const desk = await policyDesk();
  const alone = await desk.group('only Rita', desk.rita);
  await desk.policy({
    levels: [
      { group: desk.approvers, needs: 1 },
      { group: alone, needs: 'all' },
    ],
  });

  await expect(desk.request()).rejects.toMatchObject({
    code: 'approval/no-approvers',
    message: 'no person in the group only Rita may decide at level 2',
  });
});

it('P2 a change whose requester must approve it is refused', async () => {
  const desk = await policyDesk();
  await desk.policy({ levels: [{ group: desk.approvers, needs: 1, mandatory: [desk.rita.id] }] });

  await expect(desk.request()).rejects.toMatchObject({ code: 'approval/no-approvers' });
  expect((await desk.request({}, desk.max)).status).toBe('assessing');
});
