import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { controlScene } from '../../support/control-scene.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const attributes = { cores: 8 };

describe('break-glass', () => {
  it('C5 a change manager alone writes with a reason, and the unauthorized change is resolved once', async () => {
    const { cis, manager, path, target, unauthorized, change, draftChange } = await controlScene();
    const glass = `${path}?breakGlass=The%20disk%20is%20full.`;

    expect(codeOf(await cis.patch(glass, { attributes }))).toEqual([403, 'access/break-glass']);
    expect(codeOf(await manager.patch(path, { attributes }))).toEqual([403, 'access/not-owner']);
    expect(codeOf(await manager.put(`${path}/relations/depends-on/${target.other}`, undefined))).toEqual([403, 'access/break-glass']);
    expect(codeOf(await manager.patch(`${glass}&change=${change}`, { attributes }))).toEqual([400, 'query/invalid']);
    expect(await unauthorized()).toEqual([]);
    expect((await manager.patch(glass, { attributes })).body.attributes).toEqual(attributes);

    const [found, ...more] = await unauthorized(`?status=open&item=${target.id}`);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      ...{ item: target.id, source: 'break-glass', status: 'open', justification: 'The disk is full.' },
      ...{ actor: `person:${manager.caller.id}`, differences: [{ path: '/attributes/cores', from: null, to: 8 }] },
    });
    const resolve = (body: object, caller = manager) => caller.post(`/v1/unauthorized-changes/${found.id}/resolve`, body);
    expect(codeOf(await resolve({ resolution: 'accepted', reason: 'Seen.' }, cis))).toEqual([403, 'access/role-missing']);
    for (const body of [{ resolution: 'accepted' }, { resolution: 'linked' }, { resolution: 'reverted', change, reason: 'x' }])
      expect(codeOf(await resolve(body))).toEqual([400, 'body/invalid']);
    expect(codeOf(await resolve({ resolution: 'linked', change: draftChange }))).toEqual([409, 'change/not-covering']);
    const linked = await resolve({ resolution: 'linked', change });
    expect(linked.body).toMatchObject({ status: 'resolved', resolution: 'linked', change, resolvedBy: `person:${manager.caller.id}` });
    expect(codeOf(await resolve({ resolution: 'accepted', reason: 'Again.' }))).toEqual([409, 'unauthorized-change/resolved']);
    expect(await unauthorized('?status=open')).toEqual([]);
    expect(await unauthorized('?status=resolved')).toHaveLength(1);
    expect(codeOf(await manager.post(`/v1/unauthorized-changes/${target.id}/resolve`, { resolution: 'accepted', reason: 'x' }))).toEqual([
      404,
      'unauthorized-change/not-found',
    ]);
  });

  it('P2 a change manager who breaks the glass does not choose who approves', async () => {
    const { manager, path } = await controlScene();

    const answer = await manager.patch(`${path}?breakGlass=Now.`, { contactGroups: [{ group: 'approvers', role: 'approver' }] });

    expect(codeOf(answer)).toEqual([403, 'access/approvers-fixed']);
  });

  it('A7 an unauthorized change that was stored before differences were can still be read', async () => {
    const { world, target, unauthorized } = await controlScene();
    const now = world.clock.now();
    const stored = {
      id: world.ids.next(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      item: target.id,
      source: 'disposal',
      detectedAt: now,
    };
    await world.store.commit([world.unauthorizedChanges.save({ ...stored, status: 'open' } as never)]);

    expect(await unauthorized()).toMatchObject([{ source: 'disposal', differences: [] }]);
  });
});
