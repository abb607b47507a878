import { expect, it } from '@jest/globals';
import { valuesApi } from '../../support/values-api.ts';

it('A4 a transfer moves the asset and no value', async () => {
  const api = await valuesApi();
  const id = await api.bought({}, { costCenter: 'CC-1' });
  const before = await api.value(id, '2026-12-31');

  const moved = await api.adjust(id, { kind: 'transfer', date: '2026-07-01', costCenter: 'CC-2' });
  const again = await api.adjust(id, { kind: 'transfer', date: '2026-07-01', costCenter: 'CC-2' });
  const unknown = await api.adjust(id, { kind: 'transfer', date: '2026-07-01', owner: { team: 'nobody' } });
  const empty = await api.adjust(id, { kind: 'transfer', date: '2026-07-01' });
  const nobody = await api.adjust(id, { kind: 'transfer', book: 'nobody', date: '2026-07-01', costCenter: 'CC-3' });
  const owned = await api.adjust(id, { kind: 'transfer', date: '2026-07-01', owner: { team: await api.team('crew') } });

  expect([moved.status, moved.body.costCenter]).toEqual([201, 'CC-2']);
  expect([again.status, unknown.body.errors[0].pointer, empty.status]).toEqual([400, '/owner/team', 400]);
  expect([nobody.status, owned.body.ownerNames]).toEqual([404, { team: 'crew' }]);
  expect((await api.auditor.get(`/v1/assets/${id}`)).body.costCenter).toBe('CC-2');
  expect(await api.value(id, '2026-12-31')).toEqual(before);
});

it('A8 a patch and a step that move the asset are transfers too, of their day', async () => {
  const api = await valuesApi();
  api.clock.set('2026-05-10T12:00:00.000Z');
  const id = await api.bought({}, { location: 'Berlin', costCenter: 'CC-1' });

  await api.assets.patch(`/v1/assets/${id}`, { costCenter: 'CC-2' });
  await api.move(id, { to: 'in-use', date: '2026-04-01', location: 'Munich' });
  const listed = (await api.auditor.get(`/v1/assets/${id}/adjustments`)).body.items;
  const groups = async (groupBy: string, to: string) =>
    (await api.auditor.get(`/v1/reports/asset-value?groupBy=${groupBy}&to=${to}`)).body.items.map(({ group }: { group: string }) => group);

  expect(listed.map(({ date, costCenter, location }: Record<string, string>) => [date, costCenter, location])).toEqual([
    ['2026-05-10', 'CC-2', 'Berlin'],
    ['2026-04-01', 'CC-2', 'Munich'],
  ]);
  expect([await groups('costCenter', '2026-05-09'), await groups('costCenter', '2026-05-10')]).toEqual([['CC-1'], ['CC-2']]);
  expect([await groups('location', '2026-03-31'), await groups('location', '2026-05-10')]).toEqual([['Berlin'], ['Munich']]);
});

it('A8 a transfer that is recorded later counts from its day on, also if a later day was recorded before', async () => {
  const api = await valuesApi();
  const id = await api.bought({}, { costCenter: 'CC-1' });
  await api.adjust(id, { kind: 'transfer', date: '2026-05-10', costCenter: 'CC-2' });
  await api.adjust(id, { kind: 'transfer', date: '2026-04-01', costCenter: 'CC-3' });

  const groups: string[] = [];
  for (const day of ['2026-03-31', '2026-04-01', '2026-05-10'])
    groups.push((await api.auditor.get(`/v1/reports/asset-value?groupBy=costCenter&to=${day}`)).body.items[0].group);

  expect(groups).toEqual(['CC-1', 'CC-3', 'CC-3']);
});
