import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import { idOf } from '../../support/api.ts';
import { register } from '../../support/directory-register.ts';
import { star } from '../../support/use.ts';
import { receiver, uses } from '../../support/uses.ts';

it('T4 a person whom 1,200 ended changes named is deleted in steps, none of which reads more than a thousand rows and a few', async () => {
  const { admin, ada, records, world, clock } = await register();
  for (let n = 0; n < 1_200; n += 1) {
    const naming = { user: { noun: 'change', id: idOf(n + 1_000) }, userVersion: 1, at: clock.now() } as const;
    await records.writeOnce(world.namings.announce(naming, [{ noun: 'person', id: ada }]));
  }
  clock.advance(minute);
  const statuses: number[] = [];
  const most: number[] = [];
  do {
    const before = records.usage.rowsRead;
    statuses.push((await admin.delete(`/v1/people/${ada}`, star)).status);
    most.push(records.usage.rowsRead - before);
  } while (statuses.at(-1) === 503);

  expect(statuses).toEqual([503, 503, 204]);
  expect(Math.max(...most)).toBeLessThan(1_020);
});

it('T4 the newest use is found before the former ones, and a former one that is written again while it is cleared stays', async () => {
  const { admin, ada, group, records, world, clock } = await register();
  const named = { noun: 'person', id: ada } as const;
  const announce = (n: number) =>
    world.namings.announce({ user: { noun: 'asset', id: idOf(n) }, userVersion: 1, at: clock.now() }, [named]);
  for (let n = 0; n < 500; n += 1) await records.writeOnce(announce(n + 1_000));
  clock.advance(minute);
  records.before = async (operation) => {
    if (operation !== 'commit') return;
    records.before = async () => undefined;
    await records.writeOnce(announce(1_499));
  };

  expect((await admin.delete(`/v1/people/${ada}`, star)).status).toBe(503);
  const refused = await admin.delete(`/v1/people/${ada}`, star);
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ detail: expect.stringContaining(idOf(1_499)) }] } });
  clock.advance(minute);
  await admin.patch(`/v1/contact-groups/${group}`, { members: [{ person: ada }] });
  expect((await admin.delete(`/v1/people/${ada}`, star)).body.errors).toMatchObject([
    { detail: expect.stringContaining('has this member') },
  ]);
});

it.each<readonly [string, (made: Awaited<ReturnType<typeof register>>) => readonly [path: string, body: object, named: string]]>([
  ['monitor', ({ team }) => ['monitors', { name: 'taken', receiver, ownerTeam: team }, `teams/${team}`]],
  ['asset', ({ ada }) => ['assets', { name: 'disk', kind: 'hardware', assetTag: 'T-1', owner: { person: ada } }, `people/${ada}`]],
  [
    'CI',
    ({ team }) => [
      'configuration-items',
      { name: 'db-9', class: 'server', stage: 'build', ownerTeam: team, aliases: [{ scheme: 'hostname', value: 'taken' }] },
      `teams/${team}`,
    ],
  ],
])('I8 a refused creation of a %s keeps nobody from being deleted', async (_, of) => {
  const made = await register();
  const { admin } = made;
  await made.made('monitors', { name: 'taken', receiver });
  await made.made('assets', { name: 'first', kind: 'hardware', assetTag: 'T-1' });
  await made.made('configuration-items', { name: 'first', class: 'server', aliases: [{ scheme: 'hostname', value: 'taken' }] });
  const [path, body, named] = of(made);

  const refused = await admin.post(`/v1/${path}`, body);
  expect([refused.status, (await admin.delete(`/v1/${named}`, star)).status]).toEqual([409, 204]);
});

it('I8 each way in which a resource names another one has a case above', async () => {
  const source = readFileSync('shared/domain/naming/mention.ts', 'utf8');
  const [, table = ''] = source.split('const mentions');
  const ways = new Set([...table.matchAll(/'((?:names|has|is|was|asks|needs) [^']+)'/g)].map(([, says = '']) => says));
  const details: string[] = [];
  for (const [, , of, use] of uses) {
    const made = await register();
    await use(made);
    const [path, id] = of(made);
    details.push(JSON.stringify((await made.admin.delete(`/v1/${path}/${id}`, star)).body.errors));
  }

  expect(ways.size).toBeGreaterThan(10);
  // A person on whose behalf a change is requested is also its requester, which is named first. That a change asks a
  // person, or asks by a policy, has a test of its own: a change that asks needs more than this register has.
  expect([...ways].filter((says) => !details.some((detail) => detail.includes(says)))).toEqual([
    'is requested on behalf of this person',
    'asks this person to decide',
    'asks for approval by this policy',
  ]);
});
