import { expect, it } from '@jest/globals';
import { anAssetInBook, reportOf, type ValuesApi, valuesApi } from '../../support/values-api.ts';

const closed = '?from=2026-01-01&to=2026-10-31';
const open = '?from=2026-11-01&to=2027-10-31';

/** The groups of all reports in a period. */
const groupsIn = async (api: ValuesApi, period: string) => {
  const to = period.slice(period.indexOf('to='));
  const groups = async (name: string, query: string) =>
    (await reportOf(api, name, query)).items.map(({ group }: { group: string | null }) => group);
  return {
    values: [...(await groups('asset-value', `?${to}&groupBy=costCenter`)), ...(await groups('asset-value', `?${to}&groupBy=location`))],
    movements: await groups('fixed-asset-roll-forward', `${period}&groupBy=costCenter`),
    journal: [
      ...new Set((await reportOf(api, 'journal', period)).items.map(({ costCenter }: { costCenter: string | null }) => costCenter)),
    ],
  };
};

const all = (costCenter: string, location: string) => ({
  ...{ values: [costCenter, location], movements: [costCenter], journal: [costCenter] },
});

const renamed = async ({ assets, done }: ValuesApi, center: readonly [string, string], place: readonly [string, string]) => {
  await done(assets.post('/v1/cost-centers/rename', { from: center[0], to: center[1] }));
  await done(assets.post('/v1/locations/rename', { from: place[0], to: place[1] }));
};

const closedThroughOctober = async (fields: object = { costCenter: 'K1', location: 'Bonn' }) => {
  const api = await valuesApi();
  api.clock.set('2026-12-10T12:00:00.000Z');
  const id = await api.bought({}, fields);
  await api.close('2026-10-31');
  return { api, id };
};

it('A8 after a rename, the reports of open periods agree with the register, and closed periods keep the old name', async () => {
  const { api } = await closedThroughOctober();

  await renamed(api, ['K1', 'K9'], ['Bonn', 'Bonn HQ']);

  expect(await groupsIn(api, closed)).toEqual(all('K1', 'Bonn'));
  // The transfer is booked on the first open day: what was K1 at the end of October is K9 from then on.
  expect(await groupsIn(api, open)).toEqual({ ...all('K9', 'Bonn HQ'), movements: ['K1', 'K9'], journal: ['K1', 'K9'] });
  expect(await groupsIn(api, '?from=2026-11-02&to=2027-10-31')).toEqual(all('K9', 'Bonn HQ'));
});

it('A8 without a closed period, a rename leaves nothing under the old name', async () => {
  const api = await valuesApi();
  await api.bought({}, { costCenter: 'K1', location: 'Bonn' });

  await renamed(api, ['K1', 'K9'], ['Bonn', 'Bonn HQ']);

  expect(await groupsIn(api, closed)).toEqual(all('K9', 'Bonn HQ'));
});

it('A8 an asset that was transferred is renamed from its last transfer on', async () => {
  const api = await valuesApi();
  const id = await api.bought({}, { costCenter: 'K1', location: 'Berlin' });
  await api.bought({}, { costCenter: 'K11', location: 'Bonn HQ' });
  await api.adjust(id, { kind: 'transfer', date: '2026-11-10', costCenter: 'K10', location: 'Bonn' });

  await renamed(api, ['K10', 'K11'], ['Bonn', 'Bonn HQ']);
  await renamed(api, ['K11', 'K12'], ['Bonn HQ', 'Bonn Main']);

  expect((await groupsIn(api, closed)).values).toEqual(['K1', 'K12', 'Berlin', 'Bonn Main']);
  expect(await groupsIn(api, '?from=2026-11-11&to=2027-10-31')).toEqual(all('K12', 'Bonn Main'));
  expect((await reportOf(api, 'asset-value', '?to=2027-10-31&groupBy=location')).items).toMatchObject([{ assets: 2 }]);
});

it('A8 a rename is listed among the adjustments, and that of an asset without a book is none', async () => {
  const { api, id } = await closedThroughOctober();
  const { id: tracked } = await api.asset({ costCenter: 'K1', vendor: 'Del' });

  await renamed(api, ['K1', 'K9'], ['nowhere', 'elsewhere']);
  await api.done(api.assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' }));
  const listed = async (asset: string) => (await api.auditor.get(`/v1/assets/${asset}/adjustments`)).body.items;

  expect(await listed(id)).toMatchObject([{ kind: 'transfer', date: '2026-01-01', costCenter: 'K9', note: 'Renamed from K1' }]);
  expect(await listed(tracked)).toEqual([]);
  expect((await api.auditor.get(`/v1/assets/${tracked}`)).body).toMatchObject({ costCenter: 'K9', vendor: 'Dell' });
});

it('A8 a rename and a patch of an asset that has left its books do not move its closed figures to another group', async () => {
  const { api, id } = await closedThroughOctober();
  await api.done(api.assets.patch(`/v1/assets/${id}`, { books: null }));

  await renamed(api, ['K1', 'K9'], ['Bonn', 'Bonn HQ']);
  await api.done(api.assets.patch(`/v1/assets/${id}`, { costCenter: 'K3', location: 'Rome' }));

  expect(await groupsIn(api, closed)).toEqual(all('K1', 'Bonn'));
});

it('A8 while a rename is recorded, the book is closed: the closed period keeps the old name', async () => {
  const api = await valuesApi();
  api.clock.set('2026-12-10T12:00:00.000Z');
  await api.done(api.assets.post('/v1/assets', anAssetInBook({}, { costCenter: 'K1', location: 'Bonn' })));
  api.records.before = async (operation) => {
    if (operation !== 'commit') return;
    api.records.before = () => undefined;
    await api.close('2026-10-31');
  };

  await renamed(api, ['K1', 'K9'], ['Bonn', 'Bonn HQ']);

  expect(await groupsIn(api, closed)).toEqual(all('K1', 'Bonn'));
});

it('A8 a rename of the vendor renames the group of the vendor in all periods', async () => {
  const { api } = await closedThroughOctober({ vendor: 'Del' });

  await api.done(api.assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' }));
  const { items } = await reportOf(api, 'fixed-asset-roll-forward', `${closed}&groupBy=vendor`);

  expect(items).toMatchObject([{ group: 'Dell' }]);
});
