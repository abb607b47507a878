import { describe, expect, it } from '@jest/globals';
import type { Row } from '../../../shared/data/records.ts';
import type { ItemVersion } from '../../../shared/domain/history/item-version.ts';
import { hashOf } from '../../../shared/domain/history/item-version.ts';
import { itemsApi } from '../../support/items-api.ts';

/** A CI with five versions, and somebody who changes rows of the table past the code. */
const tampered = async () => {
  const api = itemsApi();
  const { id } = await api.ci({ name: 'v1' });
  const target = await api.ci({ name: 'target' });
  for (let n = 2; n <= 5; n += 1) await api.cis.patch(`/v1/configuration-items/${id}`, { name: `v${n}` });
  await api.cis.put(`/v1/configuration-items/${id}/relations/runs-on/${target.id}`);
  const rows = () => api.records.all().filter(({ pk, type }) => pk === `HISTORY#${id}` && type === 'ItemVersion');
  const rowOf = (facet: string, version: number): Row => {
    const row = rows().find((each) => each.data.facet === facet && each.version === version);
    if (!row) throw new Error(`no row of ${facet} ${version}`);
    return row;
  };
  return {
    ...api,
    id,
    rowOf,
    put: (row: Row) => api.records.tamper(row),
    take: (row: Row) => api.records.tamper(row, 'remove'),
    facet: (): Row => api.records.all().find(({ pk, sk }) => pk === `ITEM#${id}` && sk === '#ci') as Row,
    verified: async () => (await api.as('auditor').get(`/v1/items/${id}/verification`)).body,
    sealed: () => {
      for (const { data, version } of rows()) api.world.seals.versions.push({ ...(data as unknown as ItemVersion), version });
    },
  };
};

const problem = (version: number, code: string, facet = 'ci') => ({ facet, version, code });
const withName = (row: Row, to: string): Row => ({ ...row, data: { ...row.data, differences: [{ path: '/name', from: 'x', to }] } });
const rehashed = (row: Row): Row => {
  const version = { ...(row.data as unknown as ItemVersion), version: row.version };
  return { ...row, data: { ...row.data, hash: hashOf(version) } };
};

describe('the verification of a history', () => {
  it('C6 an untouched history is valid', async () => {
    const { verified } = await tampered();

    expect(await verified()).toEqual({ valid: true, versions: 6, problems: [] });
  });

  it('C6 a version whose content was changed is found, also if its hash was made again', async () => {
    const { verified, put, rowOf } = await tampered();
    put(withName(rowOf('ci', 3), 'forged'));
    expect(await verified()).toEqual({ valid: false, versions: 6, problems: [problem(3, 'altered')] });

    put(rehashed(rowOf('ci', 3)));
    expect((await verified()).problems).toEqual([problem(3, 'altered')]);
  });

  it('C6 the newest version is found, if it was changed and its hash made again', async () => {
    const { verified, put, rowOf } = await tampered();
    put(rehashed(withName(rowOf('ci', 5), 'forged')));

    expect((await verified()).problems).toEqual([problem(5, 'altered')]);
  });

  it('C6 a version that cannot be read is altered', async () => {
    const { verified, put, rowOf } = await tampered();
    put({ ...rowOf('ci', 2), data: { facet: 'ci' } });

    expect((await verified()).problems).toEqual([problem(2, 'altered')]);
  });

  it('C6 a version that was removed is missing', async () => {
    const { verified, take, rowOf } = await tampered();
    take(rowOf('ci', 1));
    take(rowOf('ci', 4));

    expect((await verified()).problems).toEqual([problem(1, 'missing'), problem(4, 'missing')]);
  });

  it('C6 two versions that were exchanged are reordered', async () => {
    const { verified, put, rowOf } = await tampered();
    const [second, third] = [rowOf('ci', 2), rowOf('ci', 3)];
    put({ ...second, data: third.data, version: third.version });
    put({ ...third, data: second.data, version: second.version });

    expect((await verified()).problems).toEqual([problem(2, 'reordered'), problem(3, 'reordered')]);
  });

  it('C6 a version that was moved to another time is reordered', async () => {
    const { verified, put, take, rowOf } = await tampered();
    const row = rowOf('ci', 2);
    take(row);
    put({ ...row, sk: row.sk.replace(/^[^#]+/, '2030-01-01T00:00:00.000Z') });

    expect((await verified()).problems).toEqual([problem(2, 'reordered')]);
  });

  it('C6 newest versions that were removed are cut off, of facets and of relations', async () => {
    const { verified, take, rowOf } = await tampered();
    take(rowOf('ci', 4));
    take(rowOf('ci', 5));
    take(rowOf('relations', 1));

    expect((await verified()).problems).toEqual([problem(4, 'cut-off'), problem(5, 'cut-off'), problem(1, 'cut-off', 'relations')]);
  });

  it('C6 a facet that was changed past its history is found', async () => {
    const { verified, put, facet } = await tampered();
    put({ ...facet(), data: { ...facet().data, name: 'forged' } });

    expect((await verified()).problems).toEqual([problem(5, 'altered')]);
  });

  it('C6 an end that was cut off together with the facet shows by what was sealed', async () => {
    const { verified, put, take, rowOf, facet, sealed } = await tampered();
    sealed();
    const { hash, at } = rowOf('ci', 4).data;
    take(rowOf('ci', 5));
    const data = { ...facet().data, name: 'v4', chain: { version: 4, hash, at } };
    put({ ...facet(), version: 4, data });

    expect((await verified()).problems).toEqual([problem(5, 'cut-off')]);
  });

  it('C6 an end that was forged with all its hashes shows by what was sealed', async () => {
    const { verified, put, rowOf, facet, sealed } = await tampered();
    sealed();
    const forged = rehashed(withName(rowOf('ci', 5), 'forged'));
    put(forged);
    put({ ...facet(), data: { ...facet().data, name: 'forged', chain: { version: 5, hash: forged.data.hash, at: forged.data.at } } });

    expect((await verified()).problems).toEqual([problem(5, 'altered')]);
  });

  it('C6 the removal of a person who has left keeps histories valid, which name people by their ids only', async () => {
    const api = itemsApi();
    const { id: person } = (await api.admin.post('/v1/people', { name: 'Zoe Quitter', email: 'zoe@quiesce.test', zone: 'UTC' })).body;
    const { id } = await api.asset({ owner: { person } });
    await api.assets.patch(`/v1/assets/${id}`, { owner: null });
    expect((await api.admin.delete(`/v1/people/${person}`, { 'if-match': '*' })).status).toBe(204);

    expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toEqual({ valid: true, versions: 2, problems: [] });
    const kept = JSON.stringify(api.records.all().filter(({ pk }) => pk === `HISTORY#${id}`));
    expect(kept).toContain(person);
    expect(kept).not.toMatch(/Zoe|zoe@/);
  });
});
