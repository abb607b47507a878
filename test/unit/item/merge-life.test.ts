import { describe, expect, it } from '@jest/globals';
import { sealDays } from '../../../shared/application/history/seal-days.ts';
import { day } from '../../../shared/domain/clock.ts';
import { licenseApi } from '../../support/licenses.ts';
import { mergeDirections, tag, twoRegistrations } from '../../support/merges.ts';
import { anEntry, euros, valuesApi } from '../../support/values-api.ts';

const any = { 'if-match': '*' };
const once = { 'if-none-match': '*' };

describe.each(mergeDirections)('C1 the life of a merged item, %s', (direction) => {
  it('C6 keep both histories, the merge is a version of each facet with actor and reason, and verification finds nothing', async () => {
    const { api, merge, asset, ci } = await twoRegistrations();
    const between = api.clock.now();
    api.clock.advance(60_000);
    const { kept, other } = await merge(direction);
    api.clock.advance(60_000);
    await api.cis.patch(`/v1/configuration-items/${other}`, { criticality: 'high' });

    const histories = await Promise.all(
      [kept, other].map(async (id) => (await api.as('auditor').get(`/v1/items/${id}/history?limit=200`)).body.items),
    );

    expect(histories[1]).toEqual(histories[0]);
    const merged = histories[0].filter(({ reason }: { reason?: string }) => reason === `asset ${asset} and CI ${ci} were merged`);
    expect(merged.map(({ facet, actor }: { facet: string; actor: string }) => [facet, actor.startsWith('person:')])).toEqual([
      ['asset', true],
      ['ci', true],
    ]);
    expect(histories[0].map(({ facet }: { facet: string }) => facet)).toEqual(['asset', 'ci', 'relations', 'asset', 'ci', 'ci']);
    expect(JSON.stringify(histories[0])).not.toContain('"/merge');
    const past = (await api.viewer.get(`/v1/items/${kept}?at=${between}`)).body;
    expect(past).toMatchObject({ id: kept, asset: { id: kept, assetTag: tag }, ci: { id: kept, name: 'db-1' } });
    expect(past.relations.dependants).toHaveLength(1);
    for (const id of [kept, other])
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toEqual({ valid: true, versions: 6, problems: [] });
    const { differences } = (await api.viewer.get(`/v1/items/${other}/difference?from=${between}`)).body;
    expect(differences).toMatchObject([{ facet: 'ci', path: '/criticality', to: 'high' }]);
  });

  it('the merge again changes nothing, in either direction, and neither item is merged with a third', async () => {
    const { api, merge, dependant } = await twoRegistrations();
    const { kept, other, answer } = await merge(direction);
    const rows = api.records.all().filter(({ type }) => type !== 'Idempotency');

    expect(await api.cis.post(`/v1/items/${kept}/merge`, { item: other })).toMatchObject({ status: 200, body: answer.body });
    expect(await api.cis.post(`/v1/items/${other}/merge`, { item: kept })).toMatchObject({ status: 200, body: answer.body });
    expect(api.records.all().filter(({ type }) => type !== 'Idempotency')).toEqual(rows);
    for (const id of [kept, other]) {
      const refused = await api.cis.post(`/v1/items/${id}/merge`, { item: dependant });
      expect([refused.status, refused.body.code]).toEqual([409, 'item/already-merged']);
      const refusedToo = await api.cis.post(`/v1/items/${dependant}/merge`, { item: id });
      expect([refusedToo.status, refusedToo.body.code]).toEqual([409, 'item/already-merged']);
    }
  });

  it('C6 what was sealed of both before stays valid, and a version that is removed under either id is found', async () => {
    const { api, merge, asset, ci } = await twoRegistrations();
    api.clock.advance(day);
    await sealDays(api.world)();
    const { kept } = await merge(direction);
    api.clock.advance(day);
    await sealDays(api.world)();
    const verified = async () => (await api.viewer.get(`/v1/items/${kept}/verification`)).body;
    expect(await verified()).toMatchObject({ valid: true, sealedThrough: '2026-11-25' });

    for (const [id, facet] of [
      [asset, 'asset'],
      [ci, 'ci'],
    ]) {
      const row = api.records
        .all()
        .find(({ type, sk, data }) => type === 'ItemVersion' && data.item === id && data.facet === facet && sk.endsWith('1'));
      if (!row) throw new Error(`no version of ${facet}`);
      api.records.tamper(row, 'remove');
      expect((await verified()).problems).toContainEqual({ facet, version: 1, code: 'missing' });
    }
  });

  it('C4 a CI facet that was deleted leaves one item with its asset, which can be taken under management again', async () => {
    const { api, merge, dependant } = await twoRegistrations();
    const { kept, other } = await merge(direction);
    const inUse = await api.cis.delete(`/v1/configuration-items/${other}`, any);
    expect([inUse.status, inUse.body.code]).toEqual([409, 'configuration-item/in-use']);
    await api.cis.delete(`/v1/configuration-items/${dependant}/relations/depends-on/${kept}`);

    expect((await api.cis.delete(`/v1/configuration-items/${other}`, any)).status).toBe(204);

    for (const id of [kept, other]) {
      const { body } = await api.viewer.get(`/v1/items/${id}`);
      expect([body.id, body.asset.id, body.ci]).toEqual([kept, kept, undefined]);
      expect((await api.viewer.get(`/v1/configuration-items/${id}`)).status).toBe(404);
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true });
    }
    expect(await api.cis.put(`/v1/configuration-items/${kept}`, { name: 'db-2', class: 'database' }, once)).toMatchObject({
      status: 201,
      body: { id: kept, name: 'db-2' },
    });
    for (const id of [kept, other]) {
      expect((await api.viewer.get(`/v1/items/${id}`)).body).toMatchObject({
        id: kept,
        asset: { id: kept },
        ci: { id: kept, name: 'db-2' },
      });
      expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true });
    }
  });

  it('A2 A5 seats and holders of either registration follow, and its seats are freed when the asset is disposed of', async () => {
    const licenses = licenseApi();
    const { api, ids, merge } = await twoRegistrations(licenses);
    const { kept, other } = ids(direction);
    const license = await licenses.license(5);
    const screens = [await api.asset({ name: 'screen 1' }), await api.asset({ name: 'screen 2' })];
    for (const [place, item] of [kept, other].entries()) {
      expect((await licenses.seat(license, { item })).status).toBe(201);
      expect((await api.assets.post(`/v1/assets/${screens[place].id}/assignments`, { item })).status).toBe(201);
    }

    await merge(direction);

    const held = async (id: string) =>
      (await api.viewer.get(`/v1/assets?assignedTo=${id}`)).body.items.map((one: { id: string }) => one.id);
    for (const id of [kept, other]) expect(await held(id)).toEqual(screens.map(({ id: screen }) => screen));
    const step = { to: 'disposed', date: '2026-11-24', method: 'scrapped', reason: 'test' };
    expect((await api.assets.post(`/v1/assets/${other}/transition`, step)).status).toBe(200);
    expect((await licenses.seats(license)).items).toEqual([]);
    // The sweep frees what the request did not, under both ids.
    const due = api.records.all().filter(({ type, data }) => type === 'Due' && data.duty === 'free-seats');
    expect(due.map(({ data }) => data.subject).toSorted()).toEqual([kept, other].map((id) => `item#${id}`).toSorted());
  });

  it('A4 A3 costs, adjustments, value and books of the asset stay as they were, and go on under both ids', async () => {
    const values = await valuesApi();
    const { api, merge, asset } = await twoRegistrations(values);
    const bought = await api.assets.patch(`/v1/assets/${asset}`, { purchase: { value: euros('1200.00') }, books: [anEntry()] }, any);
    expect(bought.status).toBe(200);
    const impairment = { kind: 'impairment', book: 'main', date: '2026-06-30', recoverableAmount: euros('500.00') };
    expect((await values.adjust(asset, impairment)).status).toBe(201);
    await api.assets.post(`/v1/assets/${asset}/costs`, { kind: 'maintenance', amount: euros('10.00'), date: '2026-11-20' });
    await values.close('2026-06-30');
    // The item in an answer is the one that stays, with the name of its CI.
    const withoutNames = (entries: readonly Record<string, unknown>[]) => entries.map(({ asset: _, assetName: __, ...entry }) => entry);
    const financeOf = async (id: string) => {
      const [at, period] = ['2026-12-31', 'from=2026-01-01&to=2026-12-31'];
      const read = async (path: string) => (await values.auditor.get(`/v1/assets/${id}/${path}`)).body;
      return {
        value: await values.value(id, at),
        adjustments: withoutNames((await read('adjustments')).items),
        costs: withoutNames((await read('costs')).items),
        total: (await read(`cost-of-ownership?${period}`)).total,
        schedule: await values.schedule(id),
        books: (await values.auditor.get(`/v1/assets/${id}`)).body.books,
      };
    };
    const before = await financeOf(asset);
    expect(before).toMatchObject({
      value: { netBookValue: euros('400.00'), accumulatedImpairment: euros('500.00') },
      adjustments: [{ kind: 'impairment' }],
      costs: [{ kind: 'maintenance' }],
      books: [{ name: 'main' }],
    });

    const { kept, other } = await merge(direction);

    for (const id of [kept, other]) expect(await financeOf(id)).toEqual(before);
  });
});
