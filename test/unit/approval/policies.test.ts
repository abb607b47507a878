import { describe, expect, it } from '@jest/globals';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { policyDesk } from '../../support/policies.ts';
import { star } from '../../support/uses.ts';

const policyOf = (fields: object) => ({ name: 'databases', order: 1, levels: [], ...fields });

describe('the resource', () => {
  it('P1 change managers make, read, change and delete policies, and each edit raises the version', async () => {
    const desk = await changeDesk();
    const { asCaller } = await deskApi(desk);
    const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
    const body = policyOf({ match: { class: 'database' }, levels: [{ group: 'approvers', needs: '2/3', mandatory: [desk.anna.id] }] });

    const made = await max.post('/v1/approval-policies', body);
    const path = `/v1/approval-policies/${made.body.id}`;

    expect(made).toMatchObject({ status: 201, body: { version: 1, rejectWhen: 'any', deciding: 'code' } });
    expect(made.body.levels).toEqual([{ group: desk.approvers, needs: '2/3', mandatory: [desk.anna.id] }]);
    expect(made.body).toMatchObject({ groupNames: [{ name: 'approvers' }], mandatoryNames: [{ name: 'Anna' }] });
    expect(await max.patch(path, { order: 7 })).toMatchObject({ status: 200, body: { order: 7, version: 2 } });
    expect((await rita.get(path)).status).toBe(200);
    expect((await rita.get('/v1/approval-policies')).body.items).toHaveLength(1);
    expect((await rita.patch(path, { order: 8 })).status).toBe(403);
    expect((await max.delete(path, star)).status).toBe(204);
    expect((await max.get(path)).status).toBe(404);
  });

  const level = { group: 'approvers', needs: 1 };
  it.each([
    ['approval-policy/level-ambiguous', '/levels/0', { levels: [{ needs: 1 }] }],
    ['approval-policy/level-ambiguous', '/levels/0', { levels: [{ ...level, contactRole: 'approver' }] }],
    ['approval-policy/never-met', '/levels/1/needs', { levels: [level, { group: 'approvers', needs: 6 }] }],
    ['approval-policy/never-met', '/levels/0/needs', { levels: [{ contactRole: 'approver', needs: '3/2' }] }],
    ['approval-policy/never-met', '/levels', { levels: [{ group: 'approvers', needs: 5 }, level] }],
    ['approval-policy/never-met', '/deadline', { levels: [level], deadline: 'PT0S' }],
    ['approval-policy/group-empty', '/levels/0/group', { levels: [{ group: 'nobody', needs: 1 }] }],
    ['contact-group/unknown', '/levels/0/group', { levels: [{ group: 'no such group', needs: 1 }] }],
    ['person/unknown', '/levels/0/mandatory/0', { levels: [{ ...level, mandatory: ['who@quiesce.test'] }] }],
    ['approval-policy/mandatory-not-a-member', '/levels/0/mandatory/0', { levels: [{ ...level, mandatory: ['max@quiesce.test'] }] }],
    [
      'approval-policy/mandatory-not-a-member',
      '/levels/0/mandatory',
      { levels: [{ contactRole: 'x', needs: 1, mandatory: ['max@quiesce.test'] }] },
    ],
    ['class/unknown', '/match/class', { match: { class: 'no such class' } }],
    ['item/unknown', '/match/service', { match: { service: 'hostname=nowhere' } }],
  ])('P1 a policy that can never be met or is not clear is 400 %s at %s, and nothing is written', async (code, pointer, fields) => {
    const desk = await changeDesk();
    await desk.group('nobody');
    const { asCaller } = await deskApi(desk);
    const max = asCaller(desk.max);

    const refused = await max.post('/v1/approval-policies', policyOf(fields));

    expect(refused).toMatchObject({ status: 400, body: { code, errors: [{ pointer, code }] } });
    expect((await max.get('/v1/approval-policies')).body.items).toEqual([]);
  });

  it('P1 a person cannot be mandatory at two levels, and no policy has the name of one that ships', async () => {
    const desk = await changeDesk();
    const max = (await deskApi(desk)).asCaller(desk.max);
    const level = { group: 'approvers', needs: 1, mandatory: ['anna@quiesce.test'] };

    expect(await max.post('/v1/approval-policies', policyOf({ levels: [level, level] }))).toMatchObject({
      status: 400,
      body: { code: 'approval-policy/never-met', errors: [{ pointer: '/levels/1/mandatory' }] },
    });
    expect(await max.post('/v1/approval-policies', policyOf({ name: 'Default' }))).toMatchObject({
      status: 409,
      body: { code: 'approval-policy/name-taken', errors: [{ pointer: '/name' }] },
    });
  });

  it('I8 a policy is not deleted while a change waits for approval by it', async () => {
    const desk = await changeDesk();
    const { asCaller } = await deskApi(desk);
    const [max, rita] = [asCaller(desk.max), asCaller(desk.rita)];
    const { id } = (await max.post('/v1/approval-policies', policyOf({ levels: [{ group: 'approvers', needs: 1 }] }))).body;
    const { title, items, window } = desk.draftWith();
    const change = (await rita.post('/v1/changes', { title, items, window, submit: true })).body;

    expect(await max.delete(`/v1/approval-policies/${id}`, star)).toMatchObject({
      status: 409,
      body: { code: 'approval-policy/in-use', errors: [{ detail: expect.stringContaining(change.number) }] },
    });
    await rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'no' });
    expect((await max.delete(`/v1/approval-policies/${id}`, star)).status).toBe(204);
  });
});

describe('submission', () => {
  it('P1 the first policy by order applies, of those the one that was changed last, and its version is stored with the change', async () => {
    const desk = await policyDesk();
    const levels = [{ group: desk.approvers, needs: 1 }];
    await desk.policy({ name: 'last', order: 2, levels });
    await desk.policy({ name: 'older', order: 1, levels });
    desk.clock.advance(1_000);
    const newer = await desk.policy({ name: 'newer', order: 1, levels: [{ group: desk.approvers, needs: '2/3' }] });

    const change = await desk.awaiting();

    expect(change.pinned).toMatchObject({ policy: 'newer', policyVersion: 1, policyId: newer.id });
    expect(change.pinned?.groups).toMatchObject([
      { needs: '2/3', quorum: 2, level: 1, eligible: [desk.anna.id, desk.abe.id, desk.ada.id] },
    ]);
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

  it('P1 P4 the deadline of a policy counts from the submission, and is never after the start', async () => {
    const desk = await policyDesk();
    await desk.policy({ levels: [{ group: desk.approvers, needs: 1 }], deadline: 'PT30M', minimumNotice: 'P1D' });

    const change = await desk.awaiting();

    expect(change.approvalDeadline).toBe(plus(desk.clock.now(), hour / 2));
    expect(change.pinned?.minimumNotice).toBe('P1D');
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
});
