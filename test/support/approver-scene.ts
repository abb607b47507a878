import { minute } from '../../shared/domain/clock.ts';
import { idOf } from './api.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from './approvals.ts';
import { aConfigurationItem, byTest } from './items.ts';
import { scopeChunks } from './reservations.ts';

const itemIds = { orders: idOf(50), billing: idOf(51), shop: idOf(52), tracking: idOf(53), replica: idOf(54), reports: idOf(55) };
const applications = Array.from({ length: 10 }, (_, n) => idOf(60 + n));

/** The CIs around the change: two databases, two services, a replica, and twelve applications of which eleven are in scope. */
const estate = [
  { id: itemIds.orders, name: 'orders-db-1', class: 'database', environment: 'production', criticality: 'high' as const },
  { id: itemIds.billing, name: 'orders-db-2', class: 'database', environment: 'production', criticality: 'high' as const },
  { id: itemIds.shop, name: 'Web shop', class: 'service', attributes: { zone: 'America/New_York' } },
  { id: itemIds.tracking, name: 'Order tracking', class: 'service', attributes: { zone: 'somewhere' } },
  { id: itemIds.replica, name: 'orders-db-replica', class: 'database' },
  { id: itemIds.reports, name: 'night reports', class: 'application' },
  ...applications.map((id, n) => ({ id, name: `orders-api-${n + 1}`, class: 'application' })),
];

/**
 * A change that has everything that the approver's page can show: texts of several lines, an edit since Bob was asked, two services, one of
 * them with a time zone, fourteen CIs in scope, a dependant that is not, a standby, and a conflict. `link`: the path of Bob's page. `digest`: that
 * of what it shows.
 */
export const approverScene = async () => {
  const api = await approvalsApi(
    {
      title: 'Upgrade PostgreSQL 16 to 17 on the orders database',
      reason: 'Version 16.2 has a vulnerability. Version 17 is supported until 2029.',
      plan: '1. Stop the writers.\n2. Run pg_upgrade --link.\n3. Start the writers and watch the lag.',
      testPlan: 'Rehearsed on staging on 20 November: 14 minutes.',
      backOutPlan: 'Promote the replica, which stays on 16.2.\nAt the latest 45 minutes after the start.',
      links: [{ rel: 'ticket', href: 'https://tickets.example.com/OPS-4711' }],
      items: [itemIds.orders, itemIds.billing],
      scope: { digest: 'd', count: 14, revision: 1 },
      risk: 'high',
      conflicts: [
        {
          kind: 'same-ci',
          change: idOf(300),
          window: idOf(301),
          number: 'CHG-000120',
          items: [itemIds.orders],
          severity: 'blocking',
          detail: '',
        },
      ],
    },
    [aPerson(ada, 'Ada Lovelace', { email: 'ada@quiesce.test' }), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd')],
  );
  const { world } = api;
  for (const fields of estate) await world.store.commit(world.configurationItems.save(aConfigurationItem(fields), byTest));
  const scoped = [itemIds.orders, itemIds.billing, itemIds.shop, itemIds.tracking, ...applications];
  const edges = [
    ...[applications[0] ?? '', itemIds.reports].map((item) => ({ type: 'depends-on' as const, item })),
    { type: 'standby-of' as const, item: itemIds.replica },
  ];
  await world.store.commit([
    ...scopeChunks(
      { change: changeId, revision: 1, digest: 'd' },
      scoped.map((item) => ({ item, mask: 1 })),
    ).map(world.changes.saveScope),
    world.relations.save({ item: itemIds.orders, direction: 'in', shard: 0, version: 1, edges }),
  ]);
  const link = await api.ask();
  const requester = api.asCaller({ kind: 'person', id: ada, roles: ['change-requester'], teams: [] });
  api.clock.advance(minute);
  const edited = await requester.patch(`/v1/changes/${changeId}`, { title: 'Upgrade PostgreSQL 16 to 17.3 on the orders database' });
  if (edited.status !== 200) throw new Error(`the change was not edited: ${edited.status}`);
  return { ...api, link, change: changeId, digest: edited.body.digest as string };
};
