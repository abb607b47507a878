import { expect, it } from '@jest/globals';
import { anAssetInBook, anEntry, euros, type ValuesApi, valuesApi } from '../../support/values-api.ts';

/** Closes the book while a request is about to commit what it has decided. */
const closingMeanwhile = (api: ValuesApi) => {
  let isClosed = false;
  api.records.before = async (operation) => {
    if (isClosed || operation !== 'commit') return;
    isClosed = true;
    await api.close('2026-12-31');
  };
};

it.each<[string, (api: ValuesApi, id: string) => Promise<{ readonly status: number }>]>([
  ['an addition', ({ adjust }, id) => adjust(id, { kind: 'addition', book: 'main', date: '2026-07-01', amount: euros('100') })],
  ['a theft', ({ move }, id) => move(id, { to: 'stolen', date: '2026-07-01' })],
  ['a destruction', ({ assets }, id) => assets.post(`/v1/assets/${id}/condition`, { condition: 'destroyed', date: '2026-07-01' })],
  ['another price', ({ assets }, id) => assets.patch(`/v1/assets/${id}`, { purchase: { value: euros('2400') } })],
  ['a void registration', ({ assets }, id) => assets.post(`/v1/assets/${id}/void`, { reason: 'a mistake' })],
  ['a registration', ({ assets }) => assets.post('/v1/assets', anAssetInBook())],
])('A8 while %s is recorded, the book is closed: the figures of the closed period stay', async (_, record) => {
  const api = await valuesApi();
  const id = await api.bought({ entry: anEntry() });
  const roll = async () => (await api.auditor.get('/v1/reports/fixed-asset-roll-forward?from=2026-01-01&to=2026-12-31')).body.items;
  const before = await roll();
  closingMeanwhile(api);

  const { status } = await record(api, id);

  expect(status).toBeLessThan(300);
  expect((await api.viewer.get('/v1/books/main')).body.closedThrough).toBe('2026-12-31');
  expect(await roll()).toEqual(before);
  expect((await api.auditor.get('/v1/reports/fixed-asset-roll-forward?from=2027-01-01&to=2027-01-31')).body.items).not.toEqual([]);
});
