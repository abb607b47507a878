import { expect, it } from '@jest/globals';
import { listAssets } from '../../../shared/contracts/assets.ts';
import { pageQuery } from '../../../shared/contracts/paging.ts';
import { listFiltersOf } from '../../../shared/domain/export/export-kinds.ts';
import { transferDesk } from '../../support/imports.ts';

it('I5 an export has the filters of the list of assets, whatever they are', () => {
  const query = Object.keys(listAssets.query?.().shape ?? {});
  const filters = query.filter((name) => !(name in pageQuery()));

  expect(filters).toContain('assignedTo');
  for (const kind of ['assets', 'costs', 'terms', 'seats', 'assignments'] as const)
    expect(Object.keys(listFiltersOf(kind).shape)).toEqual(filters);
});

it('I5 A2 an export is filtered by who has assets, where they belong, what they are and how long they were not used', async () => {
  const { ann, exported, vic } = await transferDesk();
  const asset = async (name: string, model: string) =>
    (await ann.post('/v1/assets', { kind: 'hardware', name, assetTag: name, brand: `${model}s`, model })).body.id;
  const [one] = [await asset('One', 'X'), await asset('Two', 'Y')];
  await ann.post('/v1/assets/One/assignments', { person: vic.id });
  await ann.post('/v1/usage', [{ asset: 'Two', lastUsedAt: '2026-11-20T00:00:00.000Z', source: 'mdm' }]);
  const { body: pool } = await ann.post('/v1/pools', { name: 'pool', minimumWorking: 0, members: [one] });
  const found = async (filter: object, kind = 'assets') => (await exported({ kind, filter })).split('\r\n').length - 2;

  const filters = [{ assignedTo: 'vic@quiesce.test' }, { model: 'X' }, { brand: 'Xs' }, { pool: pool.id }, { unusedSince: '2026-11-01' }];
  for (const filter of filters) expect([filter, await found(filter)]).toEqual([filter, 1]);
  expect(await found({ assignedTo: 'vic@quiesce.test' }, 'assignments')).toBe(1);
  expect(await found({ model: 'Y' }, 'assignments')).toBe(0);
});

it.each([
  [{ unusedSince: 'long ago' }, '/filter/unusedSince'],
  [{ status: 'broken' }, '/filter/status'],
  [{ pool: 'pool' }, '/filter/pool'],
])('I5 the export filter %j has a value that the list of assets refuses, and is refused', async (filter, pointer) => {
  const { ann } = await transferDesk();

  const { status, body } = await ann.post('/v1/exports', { kind: 'assets', format: 'csv', filter });

  expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
});
