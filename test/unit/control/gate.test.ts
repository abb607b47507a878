import { describe, expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { passGate } from '../../../shared/application/control/pass-gate.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { controlScene } from '../../support/control-scene.ts';
import { joinGroup } from '../../support/memberships.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];

describe('the gate for pipelines', () => {
  it('H11 C5 says under which change CIs may be changed, and lets through what needs none', async () => {
    const { as, cis, target, change, changeNumber } = await controlScene();
    const viewer = as('viewer');
    const gate = async (...items: readonly string[]) =>
      (await viewer.get(`/v1/gate?${items.map((item) => `item=${item}`).join('&')}`)).body;

    const [ofChange, without] = (await gate(target.id, target.other)).items;
    expect(ofChange).toMatchObject({
      item: target.id,
      name: 'web-7',
      allowed: true,
      change,
      number: changeNumber,
      overrun: false,
      reasons: [],
    });
    expect(ofChange.until > '2026-11-24').toBe(true);
    expect(without).toEqual({ item: target.other, name: 'web-8', allowed: false, overrun: false, reasons: ['change/required'] });
    expect((await gate(target.id, target.other)).allowed).toBe(false);
    expect((await gate(target.id)).allowed).toBe(true);

    const { body: draft } = await cis.post('/v1/configuration-items', { name: 'idea', class: 'server' });
    const { body: old } = await cis.post('/v1/configuration-items', { name: 'old', class: 'server', stage: 'live', evidence: 'existing' });
    const { body: free } = await cis.post('/v1/configuration-items', { name: 'free', class: 'uncontrolled', stage: 'live' });
    const reasons = (await gate(draft.id, old.id, free.id)).items.map((item: object) => ({ ...item, item: '' }));
    expect(reasons).toMatchObject([
      { allowed: true, reasons: ['stage/not-in-service'] },
      { allowed: true, reasons: ['control/record'] },
      { allowed: true, reasons: ['control/off'] },
    ]);
  });

  it('H11 now only a change that was started counts, and at another time what is planned; an overrun locks nobody out', async () => {
    const desk = await changeDesk();
    const { world, clock } = desk;
    const ask = async (at?: string) => {
      const { allowed, items } = await passGate(world)([desk.server], at);
      return [allowed, items[0]?.change, items[0]?.overrun, items[0]?.reasons];
    };
    const change = await desk.scheduled({ items: [desk.server] });
    const { start = '', end = '' } = change.window ?? {};

    expect(await ask()).toEqual([false, undefined, false, ['change/required', 'change/not-implementing']]);
    expect(await ask(start)).toEqual([true, change.id, false, []]);
    expect(await ask(end)).toEqual([false, undefined, false, ['change/required', 'change/not-implementing']]);
    clock.set(start);
    expect((await ask())[0]).toBe(false);
    await cancelChange(desk.context)(change.id, 'Later.', desk.rita);
    expect(await ask(start)).toEqual([false, undefined, false, ['change/required']]);

    const started = await desk.implementing({ items: [desk.server] });
    expect(await ask()).toEqual([true, started.id, false, []]);
    clock.set(plus(started.window?.end ?? '', hour));
    expect(await ask()).toEqual([true, started.id, true, ['change/overrun']]);
  });

  it('C5 a change on a group lets its members through, by relations and by a selector', async () => {
    const desk = await changeDesk();
    const { world } = desk;
    const [racks, shop] = [
      await desk.ci('racks', { class: 'group' }),
      await desk.ci('shop', { class: 'group', attributes: { selector: { labels: { app: 'shop' } } } }),
    ];
    const [member, selected, other] = [await desk.ci('m'), await desk.ci('s', { labels: { app: 'shop' } }), await desk.ci('o')];
    await joinGroup(world, member, racks);
    await desk.implementing({ items: [racks, shop] });

    const { items } = await passGate(world)([member, selected, other], undefined);

    expect(items.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  });

  it('C5 a name of several CIs opens no gate: the first may be another one than the pipeline means', async () => {
    const { cis } = await controlScene();
    const twin = async (fields: object) =>
      (await cis.post('/v1/configuration-items', { name: 'twin', class: 'server', stage: 'live', ...fields })).body;
    const first = await twin({ changeControl: 'record' });
    expect((await cis.get('/v1/gate?item=twin')).body.allowed).toBe(true);

    const second = await twin({ aliases: [{ scheme: 'hostname', value: 'twin-2' }] });

    expect(codeOf(await cis.get('/v1/gate?item=twin'))).toEqual([400, 'configuration-item/ambiguous']);
    for (const [reference, allowed] of [
      [first.id, true],
      [second.id, false],
      ['hostname=twin-2', false],
    ] as const)
      expect((await cis.get(`/v1/gate?item=${reference}`)).body.allowed).toBe(allowed);
  });

  it('C5 a name of several CIs opens no gate either if the second is on a later page', async () => {
    const { cis, world } = await controlScene();
    const { id } = (await cis.post('/v1/configuration-items', { name: 'twin', class: 'server' })).body;
    const [one] = await world.configurationItems.findMany([id]);
    if (!one) throw new Error('no twin');
    const pages = [{ items: [one], nextCursor: 'next' }, { items: [], nextCursor: 'last' }, { items: [{ ...one, id: 'another' }] }];
    const configurationItems = {
      ...world.configurationItems,
      page: async () => pages.shift() ?? { items: [] },
    };

    const passed = passGate({ ...world, configurationItems })([one.name], undefined);

    await expect(passed).rejects.toMatchObject({ errors: [{ code: 'configuration-item/ambiguous' }] });
  });

  it('I1 what is asked wrongly is refused with a pointer', async () => {
    const { as, target } = await controlScene();
    const viewer = as('viewer');
    const { body: laptop } = await as('asset-manager').post('/v1/assets', { name: 'a laptop', kind: 'hardware' });

    expect(codeOf(await viewer.get('/v1/gate'))).toEqual([400, 'query/invalid']);
    expect(codeOf(await viewer.get('/v1/gate?item=nothing'))).toEqual([400, 'item/unknown']);
    expect(codeOf(await viewer.get(`/v1/gate?item=${laptop.id}`))).toEqual([400, 'configuration-item/unknown']);
    expect(codeOf(await viewer.get(`/v1/gate?item=${target.id}&at=soon`))).toEqual([400, 'query/invalid']);
    expect(codeOf(await viewer.get(`/v1/gate?item=${target.id}&at=2026-11-24T00:00:00Z&at=2026-11-25T00:00:00Z`))).toEqual([
      400,
      'query/invalid',
    ]);
    const many = Array.from({ length: 21 }, () => `item=${target.id}`).join('&');
    expect(codeOf(await viewer.get(`/v1/gate?${many}`))).toEqual([400, 'query/invalid']);
  });
});
