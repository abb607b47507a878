import { expect, it } from '@jest/globals';
import { aliasRow } from '../../../shared/data/configuration-item/alias-rows.ts';
import { configurationItemRow } from '../../../shared/data/configuration-item/configuration-item-rows.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { aConfigurationItem } from '../../support/items.ts';

const header = 'name,class,stage,evidence,changeControl,ownerTeam,labels.app,aliases.aws-arn,attributes.type';
const machine = (n: number, type = 'm7g.large') =>
  `web-${n},virtual-machine,live,existing,enforce,Blue,shop,arn:aws:ec2:eu-central-1:1:instance/i-${n},${type}`;
const estate = (count: number) => linesOf(header, ...Array.from({ length: count }, (_, n) => machine(n)));
const ofFile = (name: string): boolean => name.startsWith('IMPORT');
const oneDay = day;

/** Stores the CIs of a file as an import of last night created them, with those of their rows that an import reads. */
const storeEstate = async ({ world }: Awaited<ReturnType<typeof estateDesk>>, ownerTeam: string, count: number): Promise<void> => {
  const now = world.clock.now();
  const writes = Array.from({ length: count }, (_, n) => {
    const ci = aConfigurationItem({
      ...{ id: world.ids.next(), createdAt: now, updatedAt: now, name: `web-${n}`, class: 'virtual-machine', ownerTeam },
      ...{ stage: 'live', evidence: 'existing', changeControl: 'enforce', labels: { app: 'shop' }, attributes: { type: 'm7g.large' } },
      aliases: [{ scheme: 'aws-arn', value: `arn:aws:ec2:eu-central-1:1:instance/i-${n}` }],
    });
    const alias = { scheme: 'aws-arn', value: ci.aliases[0]?.value ?? '', item: ci.id, addedAt: now, version: 1 };
    return [configurationItemRow.save(ci), aliasRow.take(alias), world.sightings.save({ item: ci.id, version: 1, lastSeenAt: now })];
  });
  await world.store.writeOnce(writes.flat());
};

it('I5 the second nightly import of 5,000 unchanged CIs writes nothing of them and refuses nothing, in at most two requests for ten rows', async () => {
  const desk = await estateDesk();
  const { cis, admin, records, clock, written } = desk;
  const { body: blue } = await admin.post('/v1/teams', { name: 'Blue' });
  await storeEstate(desk, blue.id, 5_000);
  clock.advance(oneDay);

  const before = records.usage.requests;
  const { answer, partitions } = await written(() => cis(estate(5_000)));
  const requests = records.usage.requests - before;

  expect(answer.progress).toEqual({ rows: 5_000, of: 5_000, created: 0, updated: 0, unchanged: 5_000, failed: 0 });
  expect(partitions.filter((name) => !ofFile(name))).toEqual([]);
  expect(requests).toBeLessThan(1_000);
}, 60_000);

it('I5 200 CIs that an import made are found by the next one, which writes nothing of them', async () => {
  const { cis, admin, clock, written, records } = await estateDesk();
  await admin.post('/v1/teams', { name: 'Blue' });
  const rowsOfCis = () => records.all().filter(({ pk }) => !ofFile(pk));
  expect((await cis(estate(200))).progress).toMatchObject({ rows: 200, created: 200, failed: 0 });
  const before = rowsOfCis();
  clock.advance(oneDay);

  const { answer, partitions } = await written(() => cis(estate(200)));

  expect(answer.progress).toEqual({ rows: 200, of: 200, created: 0, updated: 0, unchanged: 200, failed: 0 });
  expect(partitions.filter((name) => !ofFile(name))).toEqual([]);
  expect(rowsOfCis()).toEqual(before);
}, 60_000);

it('I5 C6 a CI that an import finds is seen, without a version, an event or another ETag, and once a week at most', async () => {
  const { cis, admin, clock, written, cora, all } = await estateDesk();
  await admin.post('/v1/teams', { name: 'Blue' });
  await cis(estate(3));
  const [{ id }] = await all();
  const seen = async () => (await cora.get(`/v1/configuration-items/${id}`)).body;
  const [begin, created] = [clock.now(), await seen()];

  const nights: string[][] = [];
  for (let night = 1; night <= 8; night += 1) {
    clock.advance(oneDay);
    nights.push((await written(() => cis(estate(3)))).partitions.filter((name) => !ofFile(name)));
  }

  expect(created.lastSeenAt).toBe(begin);
  expect(nights).toEqual([[], [], [], [], [], [], ['SIGHTING'], []]);
  expect(await seen()).toEqual({ ...created, lastSeenAt: plus(begin, 7 * oneDay) });
  expect((await cora.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true });
});

it('I5 CIs that no import has found since a date are listed, the longest unseen first; one whose row is refused was found', async () => {
  const { cis, admin, clock, cora, all } = await estateDesk();
  await admin.post('/v1/teams', { name: 'Blue' });
  await cora.post('/v1/configuration-items', { name: 'by hand', class: 'server' });
  await cis(estate(2));
  clock.advance(oneDay);
  await cis(linesOf(header, machine(2), machine(3)));
  const named = (name: string) => all().then((cis) => cis.find((ci: { name: string }) => ci.name === name));
  await cora.post(`/v1/configuration-items/${(await named('web-3')).id}/transition`, { to: 'retiring' });
  await cora.post(`/v1/configuration-items/${(await named('web-3')).id}/transition`, { to: 'decommissioned' });
  clock.advance(10 * oneDay);
  const { progress } = await cis(linesOf(header, machine(0, 'm7g.xlarge')));

  const unseen = async (query = '') => {
    const { body } = await cora.get(`/v1/configuration-items?notSeenSince=${clock.now().slice(0, 10)}${query}`);
    return body.items.map(({ name, lastSeenAt }: { name: string; lastSeenAt: string }) => [name, lastSeenAt.slice(0, 10)]);
  };

  expect(progress).toMatchObject({ failed: 1 });
  expect(await unseen()).toEqual([
    ['web-1', '2026-11-24'],
    ['web-2', '2026-11-25'],
  ]);
  expect(await unseen('&name=web-2')).toEqual([['web-2', '2026-11-25']]);
  expect(await unseen('&class=server')).toEqual([]);
});

it('I5 a CI that is deleted is not seen any more, and a dry run sees nothing', async () => {
  const { cis, cora, all, records } = await estateDesk();
  await cis(linesOf('name,class', 'web-1,server'), { dryRun: true });
  const sightings = () => records.all().filter(({ type }) => type === 'CiSighting');
  const [before] = [sightings().length];
  await cis(linesOf('name,class', 'web-1,server'));
  const between = sightings().length;

  await cora.delete(`/v1/configuration-items/${(await all())[0].id}`, { 'if-match': '*' });

  expect([before, between, sightings().length]).toEqual([0, 1, 0]);
});
