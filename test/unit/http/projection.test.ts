import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { lazily } from '../../../shared/domain/lazily.ts';
import { api } from '../../../shared/functions/all-functions.ts';
import { project } from '../../../shared/http/project.ts';
import { on } from '../../../shared/http/request.ts';
import { logger } from '../../../shared/observability/log.ts';
import { apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import type { InMemoryRecords } from '../../support/in-memory-records.ts';
import { allRowTypes } from '../../support/row-types.ts';
import { later, sampleOf, samplesOf, withUnknown } from '../../support/samples.ts';

const marker = Object.keys(later)[0] as string;
const contracts: readonly Contract[] = Object.values(api).flat();
const answered = contracts.filter(({ success }) => success.schema);

describe('the fields of a value that its contract names', () => {
  const Shape = z.strictObject({
    name: z.string(),
    inner: z.strictObject({ a: z.int() }).optional(),
    list: z.array(z.strictObject({ a: z.int() })).default([]),
    labels: z.record(z.string(), z.string()),
    free: z.record(z.string(), z.unknown()),
    loose: z.looseObject({ a: z.int() }).nullable(),
  });
  const value = {
    name: 'a',
    inner: { a: 1 },
    list: [{ a: 1 }, { a: 2 }],
    labels: { x: 'y' },
    free: { deep: { er: 1 } },
    loose: { a: 1, b: 2 },
  };

  it('I1 are kept at every depth, and no others; free-form objects are kept whole', () => {
    const more = {
      ...value,
      z: 1,
      inner: { a: 1, z: 1 },
      list: [
        { a: 1, z: 1 },
        { a: 2, z: {} },
      ],
    };

    expect(project(Shape, more)).toEqual(value);
    expect(project(Shape, { ...value, inner: undefined, loose: null })).toEqual({ ...value, inner: undefined, loose: null });
  });

  it('I1 are those of the union member with the same literals, or else with the same mandatory fields', () => {
    const Union = z.union([
      z.strictObject({ kind: z.literal('a'), one: z.int() }),
      z.strictObject({ kind: z.literal('b'), one: z.int().optional(), two: z.int() }),
      z.strictObject({ three: z.int() }),
      z.string(),
    ]);

    expect(project(Union, { kind: 'a', one: 1, two: 2 })).toEqual({ kind: 'a', one: 1 });
    expect(project(Union, { kind: 'b', two: 2, three: 3 })).toEqual({ kind: 'b', two: 2 });
    expect(project(Union, { three: 3, four: 4 })).toEqual({ three: 3 });
    expect(project(Union, 'text')).toBe('text');
  });
});

it.each(answered.map((contract) => [contract.name, contract] as const))(
  'I1 no client of %s sees a field that its contract does not name',
  async (_, { method, path, success }) => {
    const schema = success.schema as () => z.ZodType;
    for (const sample of samplesOf(schema())) {
      const contract: Contract = { name: 'tried', method, path, summary: '', access: 'anyone', success };
      const frame = apiOf(() => [on(contract, () => withUnknown(schema(), sample))], { judged: false });

      const { status, body } = await frame.anonymous(method, path.replace(/\{[^}]+\}/g, idOf(1)));

      expect([status, body]).toEqual([success.status, JSON.parse(JSON.stringify(sample))]);
    }
  },
);

/** Adds fields of a later version to every object of every row that is read from now on. */
const readLaterRows = async (records: InMemoryRecords): Promise<void> => {
  const types = new Map((await allRowTypes()).map((rowType) => [rowType.type, rowType]));
  const asLater = <R extends Awaited<ReturnType<InMemoryRecords['read']>>>(row: R): R => {
    const rowType = row && types.get(row.type);
    if (!row || !rowType) return row;
    const { version: _, ...data } = withUnknown(rowType.schema(), { ...row.data, version: row.version }) as Record<string, unknown>;
    return { ...row, data };
  };
  const { read, readMany, query } = records;
  records.read = async (key) => asLater(await read(key));
  records.readMany = async (keys) => (await readMany(keys)).map(asLater);
  records.query = async (rowQuery) => (await query(rowQuery)).map(asLater);
};

it('T2 every route that reads or changes rows leaves fields of a later version out of its answer', async () => {
  const all = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)), { judged: false });
  await readLaterRows(all.records);
  const admin = all.as('admin', 'asset-manager', 'configuration-manager', 'change-requester', 'change-manager', 'approver', 'auditor');
  const answers: { readonly body: unknown }[] = [];
  const ok = async (sent: Promise<{ readonly status: number; readonly body: ReturnType<typeof JSON.parse> }>) => {
    const answer = await sent;
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    answers.push(answer);
    return answer.body;
  };
  const make = (path: string, body: object) => ok(admin.post(path, body));
  const { id: team } = await make('/v1/teams', { name: 'Blue' });
  const { id: person } = await make('/v1/people', { name: 'Ada', email: 'ada@example.test', zone: 'UTC', teams: [team] });
  const { id: group } = await make('/v1/contact-groups', { name: 'on call', members: [{ person }] });
  const { id: client } = await make('/v1/clients', { name: 'pipeline', roles: ['viewer'], responsible: person });
  const { id: asset } = await make('/v1/assets', {
    name: 'a laptop',
    kind: 'hardware',
    owner: { person },
    purchase: { date: '2026-01-15' },
  });
  const { id: server } = await make('/v1/configuration-items', { name: 'web-1', class: 'server' });
  const { id: ci } = await make('/v1/configuration-items', {
    ...{ name: 'db-1', class: 'database', aliases: [{ scheme: 'hostname', value: 'db-1' }], contactGroups: [{ group, role: 'owner' }] },
    relations: [{ type: 'runs-on', target: server }],
  });
  const { id: monitor } = await make('/v1/monitors', { name: 'prometheus', receiver: { url: 'https://pager.test/hook' } });
  const ada = all.asCaller({ kind: 'person', id: person, roles: ['change-requester'], teams: [] });
  const { id: change } = await ok(ada.post('/v1/changes', { title: 'Upgrade', items: [ci], implementer: person }));
  const alert = { status: 'firing', labels: { alertname: 'HostDown', ci }, annotations: {}, startsAt: all.clock.now() };
  const asMonitor = all.asCaller({ kind: 'monitor', id: monitor, roles: ['monitor'], teams: [] });
  await ok(asMonitor.post(`/v1/monitors/${monitor}/alerts`, { truncatedAlerts: 0, alerts: [alert] }));
  await ok(asMonitor.post(`/v1/monitors/${monitor}/alerts`, { truncatedAlerts: 0, alerts: [alert] }));

  const resources = { teams: team, people: person, 'contact-groups': group, clients: client, monitors: monitor };
  for (const [plural, id] of Object.entries(resources)) await ok(admin.patch(`/v1/${plural}/${id}`, { name: 'Another' }));
  await ok(admin.patch(`/v1/assets/${asset}`, { purchase: { invoiceNumber: 'R-1' } }));
  await ok(admin.patch(`/v1/configuration-items/${ci}`, { labels: { app: 'orders' } }));
  await ok(admin.patch(`/v1/changes/${change}`, { title: 'Upgrade PostgreSQL' }));
  await ok(admin.put(`/v1/configuration-items/${server}/relations/depends-on/${ci}`, undefined));

  for (const plural of [...Object.keys(resources), 'assets', 'configuration-items', 'changes', 'episodes', 'windows', 'approvals']) {
    await ok(admin.get(`/v1/${plural}`));
  }
  for (const path of [
    ...Object.entries({ ...resources, assets: asset, 'configuration-items': ci, changes: change, items: ci }).map(
      ([name, id]) => `${name}/${id}`,
    ),
    ...[`items/${asset}`, 'items/by-alias?alias=hostname=db-1', `configuration-items/${ci}/relations`, 'suppression?alias=hostname=db-1'],
    ...[`changes/${change}/approvals`, `changes/${change}/events`, `changes/${change}/alerts`, `monitors/${monitor}/episodes`],
  ]) {
    await ok(admin.get(`/v1/${path}`));
  }
  await ok(all.asCaller({ kind: 'person', id: person, roles: [], teams: [] }).get('/v1/me'));

  expect(answers.filter(({ body }) => JSON.stringify(body).includes(marker))).toEqual([]);
  const laterRows = all.records
    .all()
    // The row of the last naming is written anew each time, without being read.
    .filter(
      ({ type, pk, version }) =>
        version > 1 && type !== 'LastNaming' && /^(ITEM|TEAM|PERSON|CONTACT-GROUP|CLIENT|MONITOR|CHANGE)#/.test(pk),
    );
  expect(laterRows.length).toBeGreaterThan(7);
  for (const { data } of laterRows) expect(data).toHaveProperty(marker);
  const patched = laterRows.find(({ sk }) => sk === '#asset')?.data as { purchase: object; owner: object };
  expect([patched.purchase, patched.owner]).toEqual([
    expect.objectContaining({ ...later, invoiceNumber: 'R-1' }),
    expect.objectContaining(later),
  ]);
});

it('I6 the tests check the answer of a use case before the HTTP frame leaves fields out', async () => {
  const schema = lazily(() => z.strictObject({ name: z.string() }));
  const contract = {
    name: 'tried',
    method: 'GET',
    path: '/tried',
    summary: '',
    access: 'anyone',
    success: { status: 200, schema },
  } as const;
  const judged = apiOf(() => [on(contract, () => ({ ...(sampleOf(schema()) as object), ...later }))]);

  logger.setLogLevel('SILENT');
  expect(await judged.anonymous('GET', '/tried')).toMatchObject({ status: 500 });
});
