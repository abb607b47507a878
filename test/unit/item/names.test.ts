import { expect, it } from '@jest/globals';
import { ChangeDraft } from '../../../shared/domain/change/change-fields.ts';
import { hostForm, withoutPort } from '../../../shared/domain/host-name.ts';
import { MonitorDraft } from '../../../shared/domain/monitor/monitor.ts';
import { aWorld } from '../../support/alerts.ts';
import { itemsApi } from '../../support/items-api.ts';

const invisible = { control: '\u0007', 'line end': '\n', 'zero width': '\u200b', 'word joiner': '\u2060', mark: '\ufeff', bidi: '\u202e' };

it.each([
  ['db-1:9187', 'db-1'],
  ['10.0.0.1:80', '10.0.0.1'],
  ['[2001:db8::1]:9100', '2001:db8::1'],
  ['[::1]:9100', '::1'],
  ['[fe80::1%eth0]:9100', 'fe80::1%eth0'],
  ['db-1:65535', 'db-1'],
  ['db-1:65536', 'db-1:65536'],
  ['db-1:', 'db-1:'],
  ['2001:db8::1:10', '2001:db8::1:10'],
  ['2001:db8::1', '2001:db8::1'],
  ['::1', '::1'],
  ['arn:aws:lambda:eu-central-1:123456789012:function:pay:7', 'arn:aws:lambda:eu-central-1:123456789012:function:pay:7'],
  ['https://db-1:9187', 'https://db-1:9187'],
])('M1 the host of the instance %s is %s', (instance, host) => {
  expect(withoutPort(instance)).toBe(host);
});

it.each([
  ['DB-1.Example.', 'db-1.example'],
  [' db-1 ', 'db-1'],
  ['DB-1.example.:9187', 'db-1.example:9187'],
  ['[2001:DB8::1]:9100', '[2001:db8::1]:9100'],
  ['[2001:DB8::1]', '2001:db8::1'],
  ['CAFE\u0301', 'café'],
])('T3 the normal form of the host %j is %s', (host, normal) => {
  expect(hostForm(host)).toBe(normal);
});

it('S2 an alert of another machine, whose address only looks like one with a port, is not held', async () => {
  const { ci, window, as, fire, sendAll, acceptedMessages, monitor } = await aWorld({ start: '22:15' });
  const address = await ci('v6', { aliases: [{ scheme: 'hostname', value: '2001:db8::1' }] });
  const version = await ci('pay', { aliases: [{ scheme: 'aws-arn', value: 'arn:aws:lambda:eu-central-1:1:function:pay' }] });
  await window([address, version]);
  const ask = async (labels: object) => (await as('viewer').post('/v1/suppression/evaluate', { alerts: [{ labels }] })).body.results[0];

  for (const instance of ['2001:db8::1:10', '2001:db8::2', '[2001:db8::1:10]:9100']) {
    expect(await ask({ instance })).toMatchObject({ suppressed: false, note: 'unknown-ci' });
  }
  for (const instance of ['2001:db8::1', '[2001:DB8::1]:9100', '2001:DB8::1']) {
    expect(await ask({ instance })).toMatchObject({ ci: address, suppressed: true });
  }
  await as('admin').patch(`/v1/monitors/${monitor.id}`, { mapping: [{ label: 'function', scheme: 'aws-arn' }] });
  await fire('', { labels: { function: 'arn:aws:lambda:eu-central-1:1:function:pay:7' } });
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing unknown-ci']);
});

it.each([
  ['hostname', 'h', [' h ', 'H', 'h.', 'H.']],
  ['hostname', 'cafe\u0301', ['café', 'CAFÉ']],
  ['prometheus:instance', 'db-1:9187', ['DB-1:9187', 'db-1.:9187']],
  ['aws-arn', 'Arn:1', [' Arn:1 ']],
])('T3 two forms of the alias %s=%s are one alias', async (scheme, value, twins) => {
  const { as } = itemsApi();
  const manager = as('configuration-manager');
  const post = (name: string, aliases: readonly object[]) => manager.post('/v1/configuration-items', { name, class: 'server', aliases });
  const first = await post('first', [{ scheme, value }]);

  for (const twin of twins) {
    expect(await post('second', [{ scheme, value: twin }])).toMatchObject({
      status: 409,
      body: { code: 'configuration-item/alias-taken' },
    });
    expect(
      await post('third', [
        { scheme, value },
        { scheme, value: twin },
      ]),
    ).toMatchObject({ status: 400 });
    const found = await manager.get(`/v1/items/by-alias?alias=${encodeURIComponent(`${scheme}=${twin}`)}`);
    expect(found).toMatchObject({ status: 200, body: { id: first.body.id } });
    const inPath = await manager.get(`/v1/items/${encodeURIComponent(`${scheme}=${twin}`)}`);
    expect(inPath).toMatchObject({ status: 200, body: { id: first.body.id } });
  }
});

it('T3 schemes other than those of hosts are compared exactly', async () => {
  const { as } = itemsApi();
  const manager = as('configuration-manager');
  const aliases = ['pod', 'POD', 'pod.'].map((value) => ({ scheme: 'pod', value }));

  expect(await manager.post('/v1/configuration-items', { name: 'pods', class: 'server', aliases })).toMatchObject({ status: 201 });
});

it('T3 an alias that is typed in another form keeps its date', async () => {
  const { as, world, clock } = itemsApi();
  const manager = as('configuration-manager');
  const draft = { name: 'h', class: 'server', aliases: [{ scheme: 'hostname', value: 'Host.' }] };
  const { body } = await manager.post('/v1/configuration-items', draft);
  const [before] = await world.references.aliases([{ scheme: 'hostname', value: 'host' }]);
  clock.set('2027-01-01T00:00:00.000Z');
  await manager.patch(`/v1/configuration-items/${body.id}`, { aliases: [{ scheme: 'hostname', value: 'HOST' }] });
  const [after] = await world.references.aliases([{ scheme: 'hostname', value: 'host' }]);

  expect(after).toEqual(before);
});

it('T3 asset tags and serial numbers have one normal form', async () => {
  const { as } = itemsApi();
  const manager = as('asset-manager');
  const draft = { kind: 'hardware', name: 'laptop', vendor: 'Café', serialNumber: 'SN-1', assetTag: 'Tag-é' };
  const { body } = await manager.post('/v1/assets', draft);

  expect(await manager.post('/v1/assets', { ...draft, serialNumber: 'SN-2', assetTag: ' TAG-E\u0301 ' })).toMatchObject({
    body: { code: 'asset/asset-tag-taken' },
  });
  expect(await manager.post('/v1/assets', { ...draft, vendor: 'cafe\u0301', serialNumber: 'sn-1 ', assetTag: 'x' })).toMatchObject({
    body: { code: 'asset/serial-number-taken' },
  });
  expect((await manager.get(`/v1/assets/${encodeURIComponent('tag-e\u0301')}`)).body.id).toBe(body.id);
});

it.each(Object.entries(invisible))('T3 I1 a %s character is refused in names and aliases, and the error names it', async (_, character) => {
  const { as } = itemsApi();
  const manager = as('configuration-manager', 'asset-manager');
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const inAlias = { name: 'h', class: 'server', aliases: [{ scheme: 'hostname', value: `h${character}` }] };
  const answers = [
    await manager.post('/v1/configuration-items', { name: `${character}web`, class: 'server' }),
    await manager.post('/v1/configuration-items', inAlias),
    await manager.post('/v1/assets', { kind: 'hardware', name: 'x', assetTag: `t${character}` }),
    await manager.post('/v1/assets', { kind: 'hardware', name: `x${character}y` }),
  ];

  for (const { status, body } of answers) {
    expect([status, body.errors.map(({ detail }: { detail: string }) => detail).join()]).toEqual([400, expect.stringContaining(code)]);
  }
  expect(answers.map(({ body }) => body.errors[0].pointer)).toEqual(['/name', '/aliases/0/value', '/assetTag', '/name']);
});

it.each(Object.values(invisible))(
  'T3 I1 the character %j is refused in the titles of changes and the names of teams and monitors',
  async (character) => {
    const title = `Upgrade${character}`;
    const results = [
      ChangeDraft().safeParse({ title, items: ['web-7'] }),
      ChangeDraft().safeParse({ title: 'Upgrade', items: [`web${character}7`] }),
      MonitorDraft().safeParse({ name: title, receiver: { url: 'https://pager.test' } }),
    ];

    expect(results.map(({ success }) => success)).toEqual([false, false, false]);
    expect(await itemsApi().admin.post('/v1/teams', { name: title })).toMatchObject({ status: 400 });
  },
);

it('T3 joiners are allowed inside names and refused in aliases; a blank alias is refused', async () => {
  const { as } = itemsApi();
  const manager = as('configuration-manager');
  const post = (name: string, value: string) =>
    manager.post('/v1/configuration-items', { name, class: 'server', aliases: [{ scheme: 'hostname', value }] });

  expect(await post('می\u200cخواهم', 'a')).toMatchObject({ status: 201 });
  for (const [name, value] of [
    ['x', 'a\u200db'],
    ['x\u200c', 'b'],
    ['x', ' '],
    ['\u200d', 'c'],
  ] as const) {
    expect(await post(name, value)).toMatchObject({ status: 400 });
  }
});

it('I7 a reference may be as long as the longest alias', async () => {
  const { as } = itemsApi();
  const manager = as('configuration-manager');
  const [scheme, value] = ['s'.repeat(64), '語'.repeat(512)];
  const { body } = await manager.post('/v1/configuration-items', { name: 'long', class: 'server', aliases: [{ scheme, value }] });
  const relations = [{ type: 'depends-on', target: `${scheme}=${value}` }];

  expect(await manager.post('/v1/configuration-items', { name: 'other', class: 'server', relations })).toMatchObject({ status: 201 });
  expect((await manager.get(`/v1/items/${body.id}`)).body.relations.dependants).toHaveLength(1);
});

it('S1 an alias of the greatest length is found by evaluate, and one with invisible characters is unknown', async () => {
  const { ci, window, as } = await aWorld({ start: '22:15' });
  const value = '語'.repeat(512);
  const id = await ci('long', { aliases: [{ scheme: 'pod', value }] });
  await window([id]);
  const alerts = [
    { alias: { scheme: 'pod', value } },
    { alias: { scheme: 'pod', value: 'x\u200b' } },
    { alias: { scheme: 'pod', value: ' ' } },
  ];
  const { body } = await as('viewer').post('/v1/suppression/evaluate', { alerts });

  expect(body.results).toMatchObject([{ suppressed: true }, { note: 'unknown-ci' }, { note: 'unknown-ci' }]);
});
