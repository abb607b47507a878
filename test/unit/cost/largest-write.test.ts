import { expect, it } from '@jest/globals';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';

/** `postings`: six fields and two for each of ten labels; `words`: those of the name and the aliases. */
const most = { aliases: 20, labels: 10, postings: 26, words: 12, relations: 18, rows: 100 };

const aliases = (name: string, count: number = most.aliases) =>
  Array.from({ length: count }, (_, n) => ({ scheme: 'hostname', value: `${name}-${n}` }));

const labels = (name: string, count: number = most.labels) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}-${n}`, name]));

/** All fields that a list is filtered by, and as many labels, aliases and words as a CI may have. */
const everything = (name: string, ownerTeam: string) => ({
  name: Array.from({ length: most.words }, (_, n) => `${name}${n}`).join(' '),
  class: 'server',
  environment: name,
  criticality: 'high',
  stage: 'proposed',
  ownerTeam,
  aliases: aliases(name),
  labels: labels(name),
});

/** The register, and how many rows the greatest transaction of a call has. */
const counting = () => {
  const api = itemsApi();
  const greatest = async (call: () => Promise<{ readonly status: number }>): Promise<number> => {
    let rows = 0;
    api.records.before = (operation, writes: readonly Write[] = []) => {
      if (operation === 'commit') rows = Math.max(rows, writes.length);
    };
    const { status } = await call();
    expect(status).toBeLessThan(300);
    return rows;
  };
  const hub = async (said: object = {}): Promise<string> =>
    (await api.ci({ name: 'hub', class: 'server', aliases: aliases('hub'), ...said })).id;
  const others = async (count: number): Promise<string[]> => {
    const made: string[] = [];
    for (let n = 0; n < count; n += 1) made.push((await api.ci({ name: `node-${n}` })).id);
    return made;
  };
  return { ...api, greatest, hub, others };
};

const dependsOn = (target: string) => ({ type: 'depends-on', target });
const withKey = { 'idempotency-key': 'key-1' };

it('T5 T11 the largest registration of a CI, with all that it can be found by, relations to targets that had none, and a key, has at most a hundred rows', async () => {
  const { cis, greatest, others, team } = counting();
  const relations = (await others(most.relations)).map(dependsOn);
  const body = { ...everything('hub', await team('owners')), relations };

  // The CI, its aliases, its postings and words, its own end, both rows of each target, the event, the key.
  const rows = await greatest(() => cis.post('/v1/configuration-items', body, withKey));

  expect(rows).toBe(1 + most.aliases + most.postings + most.words + 1 + 2 * most.relations + 1 + 1);
  expect(rows).toBeLessThanOrEqual(most.rows);
  expect(most.postings + most.words).toBeLessThanOrEqual(40);
  expect((await cis.post('/v1/configuration-items', { ...body, aliases: aliases('other', most.aliases + 1) })).status).toBe(400);
  expect(await cis.post('/v1/configuration-items', { ...body, labels: labels('other', most.labels + 1) })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/labels', detail: expect.stringContaining('at most 10 labels') }] },
  });
  expect((await cis.post('/v1/configuration-items', { ...body, relations: [...relations, ...relations.slice(0, 1)] })).status).toBe(400);
});

it('T5 replacing all aliases of a CI, or all its labels, has at most a hundred rows', async () => {
  const { cis, greatest, hub, team } = counting();
  const id = await hub(everything('hub', await team('owners')));
  const { aliases: newAliases, ...others } = everything('new', await team('others'));
  const { stage, labels: newLabels, ...fields } = others;
  const gone = Object.fromEntries(Object.keys(labels('hub')).map((name) => [name, null]));

  const byAliases = await greatest(() => cis.patch(`/v1/configuration-items/${id}`, { ...fields, aliases: newAliases }));
  const byLabels = await greatest(() => cis.patch(`/v1/configuration-items/${id}`, { labels: { ...gone, ...newLabels } }));

  expect(byAliases).toBeGreaterThan(2 * most.aliases);
  expect(byAliases).toBeLessThanOrEqual(most.rows);
  expect(byLabels).toBe(1 + 4 * most.labels + 1);
});

it('T5 T11 a patch that replaces more than a hundred rows is refused, and says how to go about it', async () => {
  const { cis, hub, team } = counting();
  const id = await hub(everything('hub', await team('owners')));
  const { stage, labels: newLabels, ...fields } = everything('new', await team('others'));
  const gone = Object.fromEntries(Object.keys(labels('hub')).map((name) => [name, null]));

  const refused = await cis.patch(`/v1/configuration-items/${id}`, { ...fields, class: 'certificate', labels: { ...gone, ...newLabels } });

  expect(refused).toMatchObject({ status: 409, body: { code: 'configuration-item/too-much-at-once' } });
  expect(refused.body.detail).toContain('use two patches');
  expect((await cis.get(`/v1/configuration-items/${id}`)).body).toMatchObject({ environment: 'hub', version: 1 });
});

it('T5 deleting a hub of two hundred relations goes in steps, each of at most a hundred rows', async () => {
  const { cis, greatest, hub, others, team } = counting();
  const id = await hub(everything('hub', await team('owners')));
  for (const [n, other] of (await others(200)).entries()) {
    const [source, target] = n % 2 === 0 ? [id, other] : [other, id];
    await cis.put(`/v1/configuration-items/${source}/relations/depends-on/${target}`);
  }

  const rows = await greatest(() => cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }));

  expect(rows).toBeGreaterThan(70);
  expect(rows).toBeLessThanOrEqual(most.rows);
});
