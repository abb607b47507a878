import { day, plus } from '../../../shared/domain/clock.ts';
import type { Cost } from './cost.ts';
import { importOf } from './import-run.ts';
import { type CostScene, cost } from './scene.ts';

const rows = 100;

/** The n-th day before the scene. */
const pastDay = (n: number): string => plus('2026-10-01T00:00:00.000Z', -n * day).slice(0, 10);

/** Outages of a service, one a day. */
const outagesOf = (count: number): Buffer =>
  Buffer.from(
    [
      'service,start,end,state,reference',
      ...Array.from({ length: count }, (_, n) => `past-service,${pastDay(n)}T03:00:00Z,${pastDay(n)}T03:30:00Z,down,INC-${n}`),
    ].join('\n'),
  );

/** Changes of the past on what the service needs, one a day. */
const pastChangesOf = (count: number): Buffer =>
  Buffer.from(
    [
      'externalReference.system,externalReference.id,title,items,window.start,window.end,outcome,approvals,closedAt',
      ...Array.from({ length: count }, (_, n) => {
        const evidence = { system: 'tickets', reference: `A-${n}`, href: 'https://tickets.test/' };
        const approvals = JSON.stringify([{ person: 'ann@past.test', decidedAt: `${pastDay(n)}T01:00:00Z`, evidence }]);
        const times = [`${pastDay(n)}T02:00:00Z`, `${pastDay(n)}T04:00:00Z`];
        return `tickets,C-${n},Patch,past-db,${times.join(',')},successful,"${approvals.replaceAll('"', '""')}",${pastDay(n)}T05:00:00Z`;
      }),
    ].join('\n'),
  );

/** An import of facts of the past. `times`: how often the file is imported, with the measured one. */
const importOfPast = async (scene: CostScene, content: Buffer, kind: string, times = 1) => {
  const who = await scene.person('Cora', 'configuration-manager', 'change-manager');
  await scene.bodyOf(scene.as('admin').post('/v1/people', { name: 'Ann', email: 'ann@past.test', zone: 'UTC' }));
  const ci = async (name: string, className: string): Promise<string> =>
    (await scene.bodyOf(who.post('/v1/configuration-items', { name, class: className }))).id;
  const [db, service] = [await ci('past-db', 'database'), await ci('past-service', 'service')];
  await who.put(`/v1/configuration-items/${service}/relations/depends-on/${db}`);
  for (let n = 1; n < times; n += 1) await (await importOf(scene, who, content, kind)).run();
  return (await importOf(scene, who, content, kind)).run;
};

/** Files of facts of the past. */
export const pastCosts: readonly Cost[] = [
  cost('import', `${rows} new outages`, (scene) => importOfPast(scene, outagesOf(rows), 'outages')),
  cost('import', `${rows} outages that are the same`, (scene) => importOfPast(scene, outagesOf(rows), 'outages', 2)),
  cost('import', `${rows} new changes of the past`, (scene) => importOfPast(scene, pastChangesOf(rows), 'past-changes')),
  cost('import', `${rows} changes of the past that are the same`, (scene) => importOfPast(scene, pastChangesOf(rows), 'past-changes', 2)),
];
