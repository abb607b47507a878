import { expect, it } from '@jest/globals';
import { assessRisk } from '../../../shared/application/change/assess-risk.ts';
import { recordLength, riskOf } from '../../../shared/domain/change/risk.ts';
import { day } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';

const item = (fields: object = {}) => ({
  ...{ name: 'web-1', criticality: 'moderate' as const, environment: undefined, withoutSpare: [], failedChanges: [] },
  ...fields,
});

it.each([
  ['low', {}],
  ['low', { criticality: 'low' }],
  ['high', { criticality: 'high' }],
  ['high', { criticality: 'critical', environment: 'production' }],
  ['moderate', { criticality: 'critical', environment: 'test' }],
  ['moderate', { withoutSpare: ['shop'] }],
  ['moderate', { failedChanges: ['CHG-000001'] }],
  ['high', { criticality: 'high', failedChanges: ['CHG-000001'] }],
])('H1 the risk is %s for %j', (level, fields) => {
  expect(riskOf([item(), item(fields)]).level).toBe(level);
});

it('H1 the reasons name the rule and what it found, those of the highest risk first', () => {
  const risky = item({ criticality: 'high', withoutSpare: ['shop', 'api', 'mail'], failedChanges: ['CHG-000007'] });

  expect(riskOf([risky]).reasons).toEqual([
    { rule: 'criticality', detail: 'web-1 has high criticality and is in production' },
    { rule: 'redundancy', detail: 'without web-1, no redundancy is left for shop and 2 more' },
    { rule: 'record', detail: 'a change of web-1 failed in the last 90 days: CHG-000007' },
  ]);
  expect(riskOf([item()]).reasons).toMatchObject([{ rule: 'criticality' }]);
  expect(riskOf(Array.from({ length: 50 }, () => risky)).reasons).toHaveLength(20);
});

/** A desk with a service that needs one of three web servers. */
const withService = async () => {
  const desk = await changeDesk();
  const { world } = desk;
  const shop = await desk.ci('shop', { class: 'service' });
  const servers = [desk.server, await desk.ci('web-2'), await desk.ci('web-3')];
  const redundancy = [{ group: 'web', minimumUp: 1, members: 3 }];
  const edges = [{ type: 'depends-on' as const, item: shop, redundancy }];
  await world.store.commit(servers.map((server) => world.relations.save({ item: server, direction: 'in', shard: 0, version: 1, edges })));
  const riskFor = async (...items: readonly string[]) =>
    assessRisk(desk.context)(await desk.request({ items, submit: false }), await world.configurationItems.findMany(items));
  return { ...desk, servers, riskFor };
};

it('H1 redundancy is lost if the next failure takes the dependant down, and not before', async () => {
  const { servers, riskFor } = await withService();
  const [one = '', two = '', three = ''] = servers;

  expect((await riskFor(one)).level).toBe('low');
  expect(await riskFor(one, two)).toMatchObject({
    level: 'moderate',
    reasons: [{ rule: 'redundancy', detail: 'without web-1, no redundancy is left for shop' }, { rule: 'redundancy' }],
  });
  expect((await riskFor(one, two, three)).level).toBe('moderate');
});

it('H1 a failed change counts for 90 days against later changes of the same CI, and the change keeps the reasons', async () => {
  const desk = await changeDesk();
  const failed = await desk.implementing();
  const before = await desk.world.changes.get(failed.id);
  const outcomes = [{ item: desk.database, outcome: 'failed' as const }];
  const finishedAt = desk.clock.now();
  const after = { ...before, version: before.version + 1, status: 'in-review', outcomes, finishedAt } as typeof before;
  await desk.world.store.commit([...desk.world.changes.save(after, before)]);

  const next = await desk.request({ window: undefined, submit: false });
  const risk = async () => (await assessRisk(desk.context)(next, await desk.world.configurationItems.findMany(next.items))).level;
  expect(await risk()).toBe('moderate');
  desk.clock.advance(recordLength);
  expect(await risk()).toBe('moderate');
  desk.clock.advance(1);
  expect(await risk()).toBe('low');
  desk.clock.advance(-day);
  expect(await desk.request({ items: [desk.database] })).toMatchObject({
    risk: 'moderate',
    riskReasons: [{ rule: 'record', detail: expect.stringContaining(failed.number) }],
  });
  expect(await desk.request({ items: [desk.server] })).toMatchObject({ risk: 'low' });
});
