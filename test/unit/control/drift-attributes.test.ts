import { expect, it } from '@jest/globals';
import { attributesAfter } from '../../../shared/domain/drift/observed-attributes.ts';
import { aConfigEvent, aNotification, anOversizedEvent, configResources, oversizedKey } from '../../support/config-events.ts';
import { driftScene } from '../../support/drift-scene.ts';

const at = '2026-11-24T11:59:00.000Z';
const place = `config-bucket/${oversizedKey}`;

const observing = async (observedAttributes: readonly string[], attributes: object = {}, ci: object = {}) => {
  const scene = await driftScene({ ci: { attributes: { instanceType: 'm7g.large', cores: 4 }, ...ci } });
  const made = await scene.manager.put('/v1/classes/server?breakGlass=AWS%20Config%20owns%20them', { observedAttributes, attributes });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const path = `/v1/configuration-items/${scene.id}`;
  return { ...scene, path, attributes: async () => (await scene.cis.get(path)).body.attributes };
};

it('C5 C7 an observed attribute takes what AWS Config saw, as a version of the CI by the system', async () => {
  const { sees, attributes, events, world, id } = await observing(['instanceType', 'tags', 'imageId']);

  expect(await sees()).toBe('recorded');
  const seen = { instanceType: 'm7g.xlarge', imageId: 'ami-0abcdef1234567890', tags: { Name: 'instance' } };
  expect(await attributes()).toEqual({ ...seen, cores: 4 });
  expect(await events('ConfigurationItemChanged')).toMatchObject([{ actor: 'system', body: { fields: ['attributes'] } }]);
  const newest = (await world.history.versions(id)).at(-1);
  expect(newest).toMatchObject({ actor: 'system', reason: 'seen by AWS Config' });
});

it('C5 C7 an attribute that is not observed stays, and so does one of a name that only the tags have', async () => {
  const { sees, attributes } = await observing(['Name']);
  await sees();
  expect(await attributes()).toEqual({ instanceType: 'm7g.large', cores: 4 });
});

it('C7 observed attributes are also taken of a CI before its service, and of one whose control is off', async () => {
  for (const ci of [{ stage: 'test' as const }, { changeControl: 'off' as const }]) {
    const { sees, attributes, unauthorized } = await observing(['instanceType'], {}, ci);
    expect(await sees()).toBe('noted');
    expect(await attributes()).toMatchObject({ instanceType: 'm7g.xlarge' });
    expect(await unauthorized()).toEqual([]);
  }
});

it('C7 the same state seen again makes no new version', async () => {
  const { sees, cis, path } = await observing(['instanceType']);
  await sees();
  const { version } = (await cis.get(path)).body;
  await sees();
  expect((await cis.get(path)).body.version).toBe(version);
});

it.each([
  [
    'the schema of the class refuses',
    { type: 'object', properties: { instanceType: { maxLength: 10 } } },
    { instanceType: 'm7g.24xlarge', cores: 4 },
  ],
  ['is too long', {}, { instanceType: 'x'.repeat(2_000) }],
  ['cannot be stored', {}, { instanceType: { '': 1 } }],
  ['is nested too deeply', {}, { instanceType: JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) }],
])('C5 a value that %s is left', (_, schema, configuration) => {
  const ci = { class: 'server', attributes: { instanceType: 'm7g.large' } };
  expect(attributesAfter(ci, { attributes: schema, observedAttributes: ['instanceType', 'cores'] }, configuration)).toEqual(
    'cores' in configuration ? { instanceType: 'm7g.large', cores: 4 } : ci.attributes,
  );
});

it('C5 a property that is null removes the attribute, and a group keeps its selector', () => {
  const terms = { attributes: {}, observedAttributes: ['selector', 'kernelId'] };
  const attributes = { selector: { class: 'server' }, kernelId: 'aki-1' };
  const seen = { selector: {}, kernelId: null };

  expect(attributesAfter({ class: 'server', attributes }, terms, seen)).toEqual({ selector: {} });
  expect(attributesAfter({ class: 'group', attributes }, terms, seen)).toEqual(attributes);
});

it('C7 an oversized notification is taken by its summary: it is not known what changed', async () => {
  const { receive, unauthorized } = await observing(['instanceType']);

  expect(await receive(anOversizedEvent({ at }))).toBe('recorded');
  expect(await unauthorized()).toMatchObject([{ differences: [], isIncomplete: true, observedAt: at }]);
});

it('C7 with the file that AWS Config wrote, an oversized notification is as complete as any other', async () => {
  const { receive, unauthorized, files, attributes } = await observing(['instanceType']);
  files.set(place, aNotification({ at }));

  expect(await receive(anOversizedEvent({ at }))).toBe('recorded');
  const [found] = await unauthorized();
  expect([found.differences.length, found.isIncomplete, await attributes()]).toEqual([
    2,
    undefined,
    { instanceType: 'm7g.xlarge', cores: 4 },
  ]);
});

it.each([
  ['another resource', aNotification({ at, of: 'database' })],
  ['another time', aNotification({ at: '2026-11-24T11:58:59.000Z' })],
  ['nothing that can be read', { hello: 'world' }],
])('C7 a file about %s adds nothing to the summary', async (_, file) => {
  const { receive, unauthorized, files } = await driftScene();
  files.set(place, file);

  expect(await receive(anOversizedEvent({ at }))).toBe('recorded');
  expect(await unauthorized()).toMatchObject([{ differences: [], isIncomplete: true }]);
});

it('C7 texts of AWS that cannot be stored as they are do not keep its events from being received', async () => {
  const { sees, unauthorized, drafts } = await driftScene();
  const half = '\ud83d';
  const updatedValue = `${'x'.repeat(498)}😀😀`;

  const name = `Tags.${half}\u202e\u0007\r\nown\u200b/~`;

  expect(await sees({ changed: { [name]: { previousValue: half, updatedValue, changeType: 'UPDATE' } } })).toBe('recorded');
  const [found] = await unauthorized();
  expect(found.differences[0].path).toBe('/Tags.?????own?~1~0');
  expect(found.differences[0].to.isWellFormed()).toBe(true);
  expect((await drafts())[0].reason).toContain('- Tags.?????own?');
});

it('C7 many and long differences are cut, and it is said that there are more', async () => {
  const { sees, unauthorized } = await driftScene();
  const of = (from: number, count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `Configuration.P${String(from + n).padStart(3, '0')}`,
        { previousValue: 2 ** 60, updatedValue: 'y'.repeat(3_000), changeType: 'UPDATE' as const },
      ]),
    );
  await sees({ changed: of(0, 30) });
  const [first] = await unauthorized();
  expect([first.differences.length, first.isIncomplete]).toEqual([30, undefined]);
  expect(first.differences[0]).toEqual({ path: '/Configuration.P000', from: '1152921504606847000', to: `"${'y'.repeat(499)}…` });
  await sees({ changed: of(30, 30) });
  const [second] = await unauthorized();
  expect([second.differences.length, second.isIncomplete]).toEqual([40, true]);
});

it('C7 a CI that is deleted leaves nothing of what AWS Config saw, so a CI in its place begins anew', async () => {
  const { receive, as, cis, clock, records } = await driftScene();
  const { id } = (await as('asset-manager').post('/v1/assets', { name: 'database server', kind: 'hardware' })).body;
  const path = `/v1/configuration-items/${id}`;
  const draft = { name: 'orders-db', class: 'database', aliases: [{ scheme: 'aws-arn', value: configResources.database.ARN }] };
  const put = async () => (await cis.put(path, draft, { 'if-none-match': '*' })).status;
  const states = () => records.all().filter(({ type }) => type === 'Drift').length;
  const event = aConfigEvent({ of: 'database', at: clock.now() });
  expect(await put()).toBe(201);
  expect([await receive(event), await receive(event), states()]).toEqual(['noted', 'repeated', 1]);

  expect((await cis.delete(path, { 'if-match': '*' })).status).toBe(204);
  expect(states()).toBe(0);

  expect(await put()).toBe(201);
  expect([await receive(event), states()]).toEqual(['noted', 1]);
});
