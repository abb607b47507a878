import { expect, it } from '@jest/globals';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';

/**
 * The limits of one CI and of one transaction. `postings`: one for each of six fields and two for each label. `words`: of the name and the
 * aliases.
 */
const limits = { aliases: 20, labels: 10, postings: 26, words: 12, relations: 16, rows: 100 };

const aliases = (name: string, count: number = limits.aliases) =>
  Array.from({ length: count }, (_, n) => ({ scheme: 'hostname', value: `${name}-${n}` }));

const labels = (name: string, count: number = limits.labels) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}-${n}`, name]));

/** A value for every field that a list can be filtered by, and the maximum of labels, aliases and words. */
const fullCi = (name: string, ownerTeam: string) => ({
  name: Array.from({ length: limits.words }, (_, n) => `${name}${n}`).join(' '),
  class: 'server',
  environment: name,
  criticality: 'high',
  stage: 'proposed',
  ownerTeam,
  aliases: aliases(name),
  labels: labels(name),
});

/** The register. `largestWrite` returns the number of rows in the largest transaction of a call. */
const counting = () => {
  const api = itemsApi();
  const largestWrite = async (call: () => Promise<{ readonly status: number }>): Promise<number> => {
    let rows = 0;
    api.records.before = (operation, writes: readonly Write[] = []) => {
      if (operation === 'commit') rows = Math.max(rows, writes.length);
    };
    const { status } = await call();
    expect(status).toBeLessThan(300);
    return rows;
  };
  const hub = async (fields: object = {}): Promise<string> =>
    (await api.ci({ name: 'hub', class: 'server', aliases: aliases('hub'), ...fields })).id;
  const others = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await api.ci({ name: `node-${n}` })).id);
    return ids;
  };
  return { ...api, largestWrite, hub, others };
};

const dependsOn = (target: string) => ({ type: 'depends-on', target });
const withKey = { 'idempotency-key': 'key-1' };

it('T5 T11 the largest registration of a CI writes at most a hundred rows: all postings and words, relations to targets without relations, and an idempotency key', async () => {
  const { cis, largestWrite, others, team } = counting();
  const relations = (await others(limits.relations)).map(dependsOn);
  const body = { ...fullCi('hub', await team('owners')), relations };

  // The CI, its aliases and the one of its name, its postings and words, its own row of edges, two rows for each target, a version of the CI,
  // one of its relations with the end of their history, the event, and the key.
  const rows = await largestWrite(() => cis.post('/v1/configuration-items', body, withKey));

  expect(rows).toBe(1 + limits.aliases + 1 + limits.postings + limits.words + 1 + 2 * limits.relations + 1 + 2 + 1 + 1);
  expect(rows).toBeLessThanOrEqual(limits.rows);
  expect(limits.postings + limits.words).toBeLessThanOrEqual(40);
  expect((await cis.post('/v1/configuration-items', { ...body, aliases: aliases('other', limits.aliases + 1) })).status).toBe(400);
  expect(await cis.post('/v1/configuration-items', { ...body, labels: labels('other', limits.labels + 1) })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/labels', detail: expect.stringContaining('at most 10 labels') }] },
  });
  expect((await cis.post('/v1/configuration-items', { ...body, relations: [...relations, ...relations.slice(0, 1)] })).status).toBe(400);
});

it('T5 replacing all aliases or all labels of a CI writes at most a hundred rows', async () => {
  const { cis, largestWrite, hub, team } = counting();
  const id = await hub(fullCi('hub', await team('owners')));
  const { aliases: newAliases, ...others } = fullCi('new', await team('others'));
  const { stage, labels: newLabels, ...fields } = others;
  const removedLabels = Object.fromEntries(Object.keys(labels('hub')).map((name) => [name, null]));

  const byAliases = await largestWrite(() => cis.patch(`/v1/configuration-items/${id}`, { ...fields, aliases: newAliases }));
  const byLabels = await largestWrite(() => cis.patch(`/v1/configuration-items/${id}`, { labels: { ...removedLabels, ...newLabels } }));

  expect(byAliases).toBeGreaterThan(2 * limits.aliases);
  expect(byAliases).toBeLessThanOrEqual(limits.rows);
  expect(byLabels).toBe(1 + 4 * limits.labels + 1 + 1);
});

it('T5 T11 a patch that would write more than a hundred rows is refused, and the error says what to do instead', async () => {
  const { cis, hub, team } = counting();
  const id = await hub(fullCi('hub', await team('owners')));
  const { stage, labels: newLabels, ...fields } = fullCi('new', await team('others'));
  const removedLabels = Object.fromEntries(Object.keys(labels('hub')).map((name) => [name, null]));

  const refused = await cis.patch(`/v1/configuration-items/${id}`, {
    ...fields,
    class: 'certificate',
    labels: { ...removedLabels, ...newLabels },
  });

  expect(refused).toMatchObject({ status: 409, body: { code: 'configuration-item/too-much-at-once' } });
  expect(refused.body.detail).toContain('use two patches');
  expect((await cis.get(`/v1/configuration-items/${id}`)).body).toMatchObject({ environment: 'hub', version: 1 });
});

it('T5 a CI with two hundred relations is deleted in transactions of at most a hundred rows each', async () => {
  const { cis, largestWrite, hub, others, team } = counting();
  const id = await hub(fullCi('hub', await team('owners')));
  for (const [n, other] of (await others(200)).entries()) {
    await cis.put(`/v1/configuration-items/${id}/relations/${n % 2 === 0 ? 'depends-on' : 'runs-on'}/${other}`);
  }

  const rows = await largestWrite(() => cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }));

  expect(rows).toBeGreaterThan(70);
  expect(rows).toBeLessThanOrEqual(limits.rows);
});

/** An asset with a value in every field that a list can be filtered by or that lists its values, and the maximum of words. */
const fullAsset = (name: string, owner: object) => ({
  ...{ name: Array.from({ length: limits.words }, (_, n) => `${name}${n}`).join(' '), category: name, brand: name, model: name, owner },
  ...{ assetTag: name, serialNumber: name, vendor: name, costCenter: name, location: name },
});

it('T5 T11 replacing everything that finds an asset writes at most a hundred rows', async () => {
  const { admin, assets, asset, largestWrite, team } = counting();
  const owner = async (name: string) => {
    const { id: person } = (await admin.post('/v1/people', { name, email: `${name}@quiesce.test`, zone: 'UTC' })).body;
    return { person, team: await team(`team of ${name}`) };
  };
  const { id } = await asset(fullAsset('old', await owner('ada')));
  const next = fullAsset('new', await owner('bob'));

  const rows = await largestWrite(() => assets.patch(`/v1/assets/${id}`, next));

  // The asset and its version, its tag and its serial number, nine postings, three listed values and twelve words, each before and after, and
  // the event.
  expect(rows).toBe(1 + 1 + 2 * (2 + 9 + 3 + limits.words) + 1);
  expect(rows).toBeLessThanOrEqual(limits.rows);
});
