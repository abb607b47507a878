import { describe, expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { patchConfigurationItem } from '../../../shared/application/configuration-item/patch-configuration-item.ts';
import { addRelation } from '../../../shared/application/configuration-item/relate.ts';
import { passGate } from '../../../shared/application/control/pass-gate.ts';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { type GroupSelector, isSelectedBy } from '../../../shared/domain/configuration-item/group-selector.ts';
import { stages } from '../../../shared/domain/configuration-item/stage-table.ts';
import { bySystem } from '../../../shared/domain/history/origin.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { controlScene } from '../../support/control-scene.ts';
import { joinGroup } from '../../support/memberships.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const attributes = { cores: 8 };

describe('change control of a configuration item', () => {
  it('C5 what is never controlled is written without a change: contacts, owner, aliases, labels and schedule', async () => {
    const { cis, path } = await controlScene();
    for (const patch of [
      { labels: { rack: '12' } },
      { aliases: [{ scheme: 'hostname', value: 'web-7' }] },
      { contactGroups: [{ group: 'approvers', role: 'on-call' }] },
      { patchSchedule: 'second Tuesday' },
      { name: 'web-seven', criticality: 'high', environment: 'test' },
      { changeControl: 'enforce' },
    ])
      expect([patch, (await cis.patch(path, patch)).status]).toEqual([patch, 200]);
  });

  it.each(
    stages.filter((stage) => stage !== 'decommissioned').map((stage) => [stage, ['live', 'retiring'].includes(stage) ? 409 : 200] as const),
  )('C5 a CI that is %s answers %i to a write without a change', async (stage, status) => {
    const { cis, path } = await controlScene({ stage });

    expect((await cis.patch(path, { attributes })).status).toBe(status);
  });

  it('C5 the class says which fields are controlled, and which attributes are observed', async () => {
    const { cis, manager, path } = await controlScene({ attributes: { cores: 4, kernel: '6.1' } });
    await manager.put(`/v1/classes/server?breakGlass=new%20monitoring`, {
      controlledFields: ['attributes', 'relations', 'criticality'],
      observedAttributes: ['kernel'],
    });

    expect((await cis.patch(path, { attributes: { kernel: '6.12' } })).status).toBe(200);
    expect(codeOf(await cis.patch(path, { attributes: { kernel: '6.13', cores: 8 } }))).toEqual([409, 'change/required']);
    const refused = await cis.patch(path, { criticality: 'critical' });
    expect([codeOf(refused), refused.body.detail]).toEqual([
      [409, 'change/required'],
      'web-7 is live and criticality change only under a change that is being implemented: name it in ?change=',
    ]);
    await manager.put('/v1/classes/server?breakGlass=pilot', { changeControl: 'off' }, { 'if-match': '*' });
    expect((await cis.patch(path, { attributes })).status).toBe(200);
  });

  it.each([
    ['off', { changeControl: 'off' }],
    ['record', { changeControl: 'record' }],
    ['a class that controls nothing', { class: 'uncontrolled' }],
    ['a class that controls less', { class: 'looser' }],
  ])('C5 loosening the control of a live CI needs a change: %s', async (_, patch) => {
    const { cis, path, change } = await controlScene();
    await cis.put('/v1/classes/looser', { controlledFields: ['attributes'] });

    expect(codeOf(await cis.patch(path, patch))).toEqual([409, 'change/required']);
    expect((await cis.patch(`${path}?change=${change}`, patch)).status).toBe(200);
  });

  it('C5 clearing the control of a live CI needs a change unless that of its class is stricter', async () => {
    const strict = await controlScene({ changeControl: 'enforce' });
    expect(codeOf(await strict.cis.patch(strict.path, { changeControl: null }))).toEqual([409, 'change/required']);

    const recorded = await controlScene({ changeControl: 'record' });
    expect((await recorded.cis.patch(recorded.path, { changeControl: null })).status).toBe(200);
    expect(await recorded.unauthorized()).toEqual([]);
    expect(codeOf(await recorded.cis.patch(recorded.path, { attributes }))).toEqual([409, 'change/required']);
  });

  it('C5 in record mode a write passes, and is recorded unless a change that covers it is named', async () => {
    const { cis, path, target, change, draftChange, unauthorized, eventsOf } = await controlScene({ changeControl: 'record' });

    expect((await cis.patch(`${path}?change=${change}`, { attributes: { cores: 2 } })).status).toBe(200);
    expect(await unauthorized()).toEqual([]);
    expect((await cis.patch(path, { labels: { rack: '1' } })).status).toBe(200);
    expect(await unauthorized()).toEqual([]);
    expect((await cis.patch(`${path}?change=${draftChange}`, { attributes: { cores: 4 } })).status).toBe(200);
    expect((await cis.put(`${path}/relations/depends-on/${target.other}`, undefined)).status).toBe(201);

    const relation = { type: 'depends-on', target: target.other };
    expect(await unauthorized()).toMatchObject([
      {
        item: target.id,
        itemName: 'web-7',
        source: 'record',
        status: 'open',
        differences: [{ path: '/attributes/cores', from: 2, to: 4 }],
      },
      { source: 'record', differences: [{ path: `/relations/depends-on/${target.other}`, from: null, to: relation }] },
    ]);
    const events = (await eventsOf(target.id)).map(({ name }) => name);
    expect(events.filter((name) => name === 'UnauthorizedChangeDetected')).toHaveLength(2);
  });

  it('C5 a change on a group covers its members, by relations through nested groups and by a selector', async () => {
    const desk = await changeDesk();
    const { world } = desk;
    const group = (name: string, selector?: object) => desk.ci(name, { class: 'group', attributes: selector ? { selector } : {} });
    const [all, racks, shop] = [await group('all'), await group('racks'), await group('shop', { labels: { app: 'shop' } })];
    const [member, selected, other] = [await desk.ci('m'), await desk.ci('s', { labels: { app: 'shop' } }), await desk.ci('o')];
    for (const [item, above] of [
      [member, racks],
      [racks, all],
    ] as const)
      await joinGroup(world, item, above);
    const { id: change } = await desk.implementing({ items: [all, shop] });
    const patch = (item: string) => patchConfigurationItem(world)(item, { attributes }, 'any', { caller: configurationManager, change });
    const configurationManager = await desk.person('Cora', 'configuration-manager');

    expect((await patch(member)).attributes).toEqual(attributes);
    expect((await patch(selected)).attributes).toEqual(attributes);
    await expect(patch(other)).rejects.toBeDomainError('change/not-covering');
  });

  it('C5 W1 what joins the group of a change after it was submitted is not covered: labels are never controlled', async () => {
    const desk = await changeDesk();
    const shop = await desk.ci('shop', { class: 'group', attributes: { selector: { labels: { app: 'shop' } } } });
    await desk.ci('s', { labels: { app: 'shop' } });
    const { id: change } = await desk.implementing({ items: [shop] });
    const caller = await desk.person('Cora', 'configuration-manager');
    const patch = (fields: object, of?: string) => patchConfigurationItem(desk.world)(desk.server, fields, 'any', { caller, change: of });

    await patch({ labels: { app: 'shop' } });

    await expect(patch({ attributes }, change)).rejects.toBeDomainError('change/not-covering');
    expect((await passGate(desk.world)([desk.server], undefined)).allowed).toBe(false);
  });

  it('C5 a selector asks for everything that it names, and an empty one selects nothing', async () => {
    const fields = { name: 'web-1', criticality: 'low', stage: 'live', aliases: [], contactGroups: [], attributes: {} };
    const ci = { ...fields, class: 'server', environment: 'production', labels: { app: 'shop' } } as unknown as ConfigurationItem;

    expect(isSelectedBy({ class: 'server', environment: 'production', labels: { app: 'shop' } }, ci)).toBe(true);
    const selectors: readonly GroupSelector[] = [
      {},
      { labels: {} },
      { class: 'database' },
      { environment: 'test' },
      { labels: { app: 'x' } },
      { labels: { x: 'y' } },
    ];
    for (const selector of selectors) expect([selector, isSelectedBy(selector, ci)]).toEqual([selector, false]);
  });

  it('C5 H11 a change that has overrun its window still covers, and a finished one does not', async () => {
    const desk = await changeDesk();
    const change = await desk.implementing({ items: [desk.server] });
    const caller = await desk.person('Cora', 'configuration-manager');
    const patch = (cores: number) =>
      patchConfigurationItem(desk.world)(desk.server, { attributes: { cores } }, 'any', { caller, change: change.number });
    desk.clock.advance(48 * 3_600_000);

    expect((await patch(2)).attributes).toEqual({ cores: 2 });
    await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);
    await expect(patch(4)).rejects.toBeDomainError('change/not-covering');
  });

  it('C5 T8 a change that is finished at the same moment allows nothing, and a CI that goes live is judged again', async () => {
    const desk = await changeDesk();
    const change = await desk.implementing({ items: [desk.server] });
    const caller = await desk.person('Cora', 'configuration-manager');
    const at = (operation: string, meanwhile: () => Promise<unknown>) => {
      let isDone = false;
      desk.records.before = async (running) => {
        if (running !== operation || isDone) return;
        isDone = true;
        await meanwhile();
      };
    };
    at('commit', () => finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian));
    const patched = patchConfigurationItem(desk.world)(desk.server, { attributes }, 'any', { caller, change: change.id });
    await expect(patched).rejects.toBeDomainError('change/not-covering');

    const proposed = await desk.ci('new', { stage: 'proposed' });
    const [ci] = await desk.world.configurationItems.findMany([proposed]);
    at('commit', () =>
      desk.world.store.commit(desk.world.configurationItems.save({ ...ci, version: 2, stage: 'live' } as never, bySystem, ci)),
    );
    const related = addRelation(desk.world)({ source: proposed, type: 'depends-on', target: desk.server }, { caller });
    await expect(related).rejects.toBeDomainError('change/required');
  });
});
