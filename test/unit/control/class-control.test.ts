import { describe, expect, it } from '@jest/globals';
import { putClass } from '../../../shared/application/class/put-class.ts';
import { usual } from '../../../shared/domain/class/shipped-classes.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { controlScene } from '../../support/control-scene.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const attributes = { cores: 8 };

describe('the class of CIs in service', () => {
  it.each([
    ['its control is off', { changeControl: 'off' }],
    ['it controls a field less', { controlledFields: ['attributes'] }],
    ['it observes an attribute', { observedAttributes: ['cores'] }],
  ])('C5 H10 a class of CIs in service controls less only by a reason of a change manager: %s', async (_, terms) => {
    const { cis, manager, path, world } = await controlScene();
    const version = { 'if-match': '"0"' };

    expect(codeOf(await cis.put('/v1/classes/server', terms, version))).toEqual([409, 'change/required']);
    expect(codeOf(await cis.put('/v1/classes/server?breakGlass=pilot', terms, version))).toEqual([403, 'access/break-glass']);
    expect(codeOf(await manager.put('/v1/classes/server', terms, version))).toEqual([403, 'access/break-glass']);
    expect(codeOf(await cis.patch(path, { attributes }))).toEqual([409, 'change/required']);

    const { status, body } = await manager.put('/v1/classes/server?breakGlass=pilot', terms, version);
    expect(status).toBe(201);
    const events = await world.events.of({ type: 'class', id: body.id });
    expect(events).toMatchObject([{ name: 'ResourceCreated', body: { reason: 'pilot' } }]);
  });

  it('C5 H10 a CI in service counts also behind many of the class that are not, and many in service of other classes', async () => {
    const desk = await changeDesk();
    const caller = await desk.person('Cora', 'configuration-manager');
    for (let n = 0; n < 600; n += 1) {
      await desk.ci(`planned-${n}`, { class: 'storage', stage: 'proposed' });
      await desk.ci(`queue-${n}`, { class: 'queue' });
    }
    await desk.ci('last', { class: 'storage' });

    const put = putClass(desk.world)('storage', { ...usual, changeControl: 'off' }, { ifMatch: [0], ifNoneMatch: false }, { caller });

    await expect(put).rejects.toBeDomainError('change/required');
  });

  it('C5 H10 a replaced class is deleted without a reason only if its CIs are controlled no less afterwards', async () => {
    const { cis, manager } = await controlScene();
    const stricter = { controlledFields: ['attributes', 'relations', 'criticality'] };
    expect((await cis.put('/v1/classes/server', stricter)).status).toBe(201);

    expect(codeOf(await cis.delete('/v1/classes/server', { 'if-match': '*' }))).toEqual([409, 'change/required']);
    expect((await manager.delete('/v1/classes/server?breakGlass=a%20mistake', { 'if-match': '*' })).status).toBe(204);
  });

  it('C4 another class of a CI in service asks for its gates, also under a change', async () => {
    const { cis, path, change } = await controlScene();
    await cis.put('/v1/classes/api', { gates: { live: ['runbook'] } });

    const { status, body } = await cis.patch(`${path}?change=${change}`, { class: 'api' });

    expect([status, body.code, body.errors]).toMatchObject([
      409,
      'stage/blocked',
      [{ pointer: '/evidence/runbook', code: 'gate/missing' }],
    ]);
    expect((await cis.get(path)).body.class).toBe('server');
  });
});
