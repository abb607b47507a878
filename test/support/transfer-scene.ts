import { transferDesk } from './imports.ts';

const key = { 'idempotency-key': 'k' };

/** Files of assets and people that create and change everything that an import may write, and what the requests for them use. */
export const transferScene = async () => {
  const { imported, exported, ann, ada, admin } = await transferDesk();
  await ann.post('/v1/imports', { kind: 'assets', format: 'csv' }, key);
  await ann.post('/v1/exports', { kind: 'assets', format: 'csv' }, key);
  await admin.post('/v1/teams', { name: 'Blue' });
  await imported('kind,name,assetTag\nhardware,One,T-1\nhardware,Two,\n');
  await imported('kind,name,assetTag,owner.person,status\nhardware,Uno,T-1,ann@quiesce.test,retired\nhardware,Two,,ann@quiesce.test,\n');
  await exported({ kind: 'assets', filter: { status: 'retired' } }, ann);
  const people = await exported({ kind: 'people' }, ada);
  await imported(people.replace('vic@quiesce.test', 'vicky@quiesce.test'), { kind: 'people' }, ada);
  await imported('name,email,zone,teams\nBea,bea@quiesce.test,UTC,Blue\n', { kind: 'people' }, ada);
};
