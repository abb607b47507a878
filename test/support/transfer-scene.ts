import { day } from '../../shared/domain/clock.ts';
import { periodReportNames } from '../../shared/domain/report/period-reports.ts';
import { transferDesk } from './imports.ts';
import { pastScene } from './past.ts';

const key = { 'idempotency-key': 'k' };

type Desk = Awaited<ReturnType<typeof transferDesk>>;

/** The accounting book `main`. */
export const transferBook = (manager: Desk['ann']) =>
  manager.put('/v1/books/main', { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });

/** A line of NDJSON with an asset that was bought in January and is in the book `main`. */
export const bookedAsset = (assetTag: string): string => {
  const entry = { method: 'straight-line', lifeMonths: 36, convention: 'full-month', residualValue: '0.00', inServiceDate: '2026-01-01' };
  const purchase = { date: '2026-01-01', value: { amount: '1200.00', currency: 'EUR' } };
  return JSON.stringify({ kind: 'hardware', name: 'Booked', assetTag, purchase, books: [{ name: 'main', ...entry }] });
};

/** A broken asset `S-2` of a CI in service. */
export const brokenServer = async ({ as, ann }: Desk): Promise<string> => {
  const { body } = await as('configuration-manager').post('/v1/configuration-items', { name: 'web-2', class: 'server', stage: 'live' });
  const asset = { name: 'web-2', kind: 'hardware', assetTag: 'S-2', condition: 'broken' };
  await ann.put(`/v1/assets/${body.id}`, asset, { 'if-none-match': '*' });
  return body.id;
};

/** Files of assets that change what belongs to them: their books, their warranty, their holder, their pool and their CI. */
const whatFollows = async (desk: Desk) => {
  const { imported, ann } = desk;
  await transferBook(ann);
  for (const tag of ['B-1', 'B-2']) await imported(bookedAsset(tag), { format: 'ndjson' });
  await imported('assetTag,warrantyEnd\nB-1,2027-12-31\n');
  await imported('assetTag,warrantyEnd\nB-1,\n');
  await ann.post('/v1/assets/B-1/assignments', { person: 'vic@quiesce.test' });
  await ann.post('/v1/pools', { name: 'laptops', minimumWorking: 0, members: ['B-1'] });
  await imported('assetTag,status\nB-1,retired\n');
  await brokenServer(desk);
  await imported('assetTag,status,disposal.method\nS-2,disposed,scrapped\n');
};

/** Files of costs, terms, seats and assignments that begin and end them, and their exports. */
const ofAssets = async ({ imported, exported }: Desk) => {
  await imported('kind,name,assetTag,license.metric\nsoftware-license,Draw,L-1,core\nhardware,Three,T-3,\n');
  const files = [
    ['costs', 'asset,kind,date,amount\nT-3,repair,2026-06-01,120.50 EUR\n'],
    ['terms', 'asset,start,end,quantity,cost\nL-1,2026-01-01,2026-12-31,8,1200.00 EUR\n'],
    ['terms', 'asset,start,quantity,noticeBy\nL-1,2026-01-01,10,2026-12-01\n'],
    ['seats', 'asset,person,item,quantity\nL-1,vic@quiesce.test,,\nL-1,,T-3,\nL-1,,,4\n'],
    ['assignments', 'asset,person,dueDate\nT-3,vic@quiesce.test,2026-12-31\n'],
    ['seats', 'asset,person,releasedAt\nL-1,vic@quiesce.test,2026-11-24\n'],
    ['assignments', 'asset,person,returnedAt\nT-3,vic@quiesce.test,2026-11-24\n'],
  ] as const;
  for (const [kind, file] of files) await imported(file, { kind });
  for (const kind of ['costs', 'terms', 'seats', 'assignments']) await exported({ kind });
};

/** Files of CIs and relations that create and change them, and their exports. */
const estate = async ({ imported, exported, person, as, admin, clock }: Desk) => {
  const cora = await person('Cora', 'configuration-manager');
  await admin.post('/v1/contact-groups', { name: 'on-call', members: [] });
  await as('admin').post('/v1/monitors', { name: 'prod', kind: 'alertmanager', mode: 'observe' });
  const [cis, live] = ['configuration-items', 'live,existing,record'];
  const header = 'name,class,stage,evidence,changeControl,ownerTeam,aliases.hostname,attributes.validTo';
  await imported(
    `${header}\nweb,server,${live},Blue,web.example,\ntls,certificate,${live},,,2027-01-01\ndb,database,,,,,,\n`,
    { kind: cis },
    cora,
  );
  await imported('name,attributes.validTo\ntls,2027-02-01\nweb,2027-02-01\n', { kind: cis }, cora);
  await imported('name,attributes.validTo\ntls,\n', { kind: cis }, cora);
  await imported('name,class,labels.app\nrenamed,server,shop\n', { kind: cis, mapping: {}, matchOn: ['name'] }, cora);
  const group = { name: 'shop', class: 'group', attributes: { selector: { labels: { app: 'shop' } } } };
  const gated = { name: 'gated', class: 'gated', stage: 'live' };
  await cora.put('/v1/classes/gated', { gates: { live: ['monitoring'] } });
  await imported([group, gated].map((each) => JSON.stringify(each)).join('\n'), { kind: cis, format: 'ndjson' }, cora);
  clock.advance(8 * day);
  await imported('name,aliases.hostname\nwww,web.example\n', { kind: cis }, cora);
  await imported('source,type,target\nwww,depends-on,db\ndb,runs-on,www\n', { kind: 'relations' }, cora);
  await imported('name,class\nspare,server\n', { kind: cis }, cora);
  await cora.delete('/v1/configuration-items/spare', { 'if-match': '*' });
  for (const kind of [cis, 'relations']) await exported({ kind }, cora);
};

/** Exports of reports, of a register with a service that has an agreement. */
const reports = async ({ world, exported, person, as }: Desk) => {
  const auditor = await person('Aud', 'auditor');
  const { body } = await as('configuration-manager').post('/v1/configuration-items', { name: 'mail', class: 'service' });
  const terms = { validFrom: '2026-01-01', target: '99.9', zone: 'UTC', plannedDowntime: 'excluded' } as const;
  const first = { ...terms, service: body.id, version: 1, createdAt: world.clock.now() };
  await world.store.commit([world.agreements.add(first)]);
  for (const kind of [...periodReportNames, 'service-cost', 'change-performance', 'access']) await exported({ kind }, auditor);
};

/** Files of all kinds that create and change everything that an import may write, and what the requests for them use. */
export const transferScene = async () => {
  const desk = await transferDesk();
  const { imported, exported, ann, ada, admin } = desk;
  await ann.post('/v1/imports', { kind: 'assets', format: 'csv' }, key);
  await ann.post('/v1/exports', { kind: 'assets', format: 'csv' }, key);
  await admin.post('/v1/teams', { name: 'Blue' });
  await imported('kind,name,assetTag\nhardware,One,T-1\nhardware,Two,\n');
  await imported('kind,name,assetTag,owner.person,status\nhardware,Uno,T-1,ann@quiesce.test,retired\nhardware,Two,,ann@quiesce.test,\n');
  await exported({ kind: 'assets', filter: { status: 'retired' } }, ann);
  await whatFollows(desk);
  await ofAssets(desk);
  await estate(desk);
  await reports(desk);
  const people = await exported({ kind: 'people' }, ada);
  await imported(people.replace('vic@quiesce.test', 'vicky@quiesce.test'), { kind: 'people' }, ada);
  await imported('name,email,zone,teams\nBea,bea@quiesce.test,UTC,Blue\n', { kind: 'people' }, ada);
  await pastScene();
};
