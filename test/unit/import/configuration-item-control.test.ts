import { expect, it } from '@jest/globals';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { faultsOf } from '../../support/imports.ts';

const header = 'name,class,stage,evidence,changeControl,environment,attributes.cores';

/** Two live CIs, of which one changes only under a change, and one whose changes are recorded. */
const scene = async () => {
  const desk = await estateDesk();
  await desk.cis(linesOf(header, 'strict,server,live,existing,enforce,production,4', 'loose,server,live,existing,record,production,4'));
  const found = async (name: string) => (await desk.all()).find((ci: { name: string }) => ci.name === name);
  const unauthorized = async () => (await desk.cora.get('/v1/unauthorized-changes')).body.items;
  return { ...desk, found, unauthorized };
};

const byItem = (one: { item: string }, other: { item: string }) => (one.item < other.item ? -1 : 1);

it('C5 H10 a row that changes a controlled field of a live CI is refused with change/required, and nothing of it is written', async () => {
  const { cis, found, unauthorized } = await scene();
  const before = await found('strict');

  const file = linesOf('name,environment,labels.app,attributes.cores', 'strict,test,shop,8');
  const { rows } = await cis(file);
  const dry = await cis(file, { dryRun: true });

  expect(rows).toMatchObject([{ line: 2, outcome: 'failed', errors: [{ code: 'change/required' }] }]);
  expect(dry.rows).toMatchObject([{ outcome: 'failed', errors: [{ code: 'change/required' }] }]);
  expect(rows[0].errors[0].detail).toBe(
    'strict is live and attributes change only under a change that is being implemented: a file names no change, so send this as a request with ?change=; attributes that the file owns can be declared as observedAttributes of the class',
  );
  expect(await found('strict')).toEqual(before);
  expect(await unauthorized()).toEqual([]);
});

it('C5 H10 a row cannot loosen the control of a CI, and what is never controlled is written', async () => {
  const { cis, found } = await scene();

  const { rows } = await cis(linesOf('name,changeControl', 'strict,off'));
  const free = await cis(linesOf('name,environment,labels.app,criticality', 'strict,test,shop,high'));

  expect(rows[0].errors[0].code).toBe('change/required');
  expect(free.progress).toMatchObject({ updated: 1, failed: 0 });
  expect(await found('strict')).toMatchObject({ changeControl: 'enforce', environment: 'test', labels: { app: 'shop' } });
});

it('C5 under record, a row is written and one unauthorized change says what it changed', async () => {
  const { cis, found, unauthorized, cora } = await scene();

  const dry = await cis(linesOf('name,attributes.cores', 'loose,8'), { dryRun: true });
  const before = await unauthorized();
  const { progress } = await cis(linesOf('name,attributes.cores', 'loose,8'));

  const { id } = await found('loose');
  expect([dry.progress, progress]).toMatchObject([{ updated: 1 }, { updated: 1 }]);
  expect(before).toEqual([]);
  expect(await unauthorized()).toMatchObject([
    { item: id, source: 'record', actor: `person:${cora.id}`, differences: [{ path: '/attributes/cores', from: '4', to: '8' }] },
  ]);
});

/** The scene with a class whose attribute `cores` an import owns. */
const observedScene = async () => {
  const made = await scene();
  const max = await made.person('Max', 'change-manager');
  await max.put('/v1/classes/server?breakGlass=owned%20by%20a%20file', { observedAttributes: ['cores'] });
  return made;
};

it('C5 attributes that the class declares observed are written freely, and outside a change that is drift', async () => {
  const { cis, found, unauthorized, cora } = await observedScene();
  const file = (cores: number) => linesOf('name,attributes.cores', `strict,${cores}`, `loose,${cores}`);

  const dry = await cis(file(8), { dryRun: true });
  const before = await unauthorized();
  const { progress } = await cis(file(8));
  await cis(file(16));

  expect([dry.progress, progress]).toMatchObject([
    { updated: 2, failed: 0 },
    { updated: 2, failed: 0 },
  ]);
  expect((await found('strict')).attributes).toEqual({ cores: '16' });
  expect(before).toEqual([]);
  const differences = [{ path: '/attributes/cores', from: '4', to: '16' }];
  const drift = { source: 'observed', status: 'open', actor: `person:${cora.id}`, differences };
  const items = [(await found('strict')).id, (await found('loose')).id];
  expect((await unauthorized()).toSorted(byItem)).toMatchObject(items.toSorted().map((item) => ({ ...drift, item })));
});

it('C5 I5 a nightly import of unchanged observed attributes writes nothing, also while there is drift', async () => {
  const { cis, written } = await observedScene();
  const file = linesOf('name,attributes.cores', 'strict,8', 'loose,4');
  await cis(file);

  const { answer, partitions } = await written(() => cis(file));

  expect(answer.progress).toMatchObject({ unchanged: 2, updated: 0, failed: 0 });
  expect(partitions.filter((name) => !name.startsWith('IMPORT'))).toEqual([]);
});

it('C5 H10 the relations of a live CI are controlled, those to it are not, and a refused one stops no other', async () => {
  const { cis, relations, unauthorized, world, found, cora } = await scene();
  await cis(linesOf('name,class', 'draft,server', 'other,server'));
  const file = linesOf(
    'source,type,target',
    ...['strict,depends-on,draft', 'loose,depends-on,draft', 'draft,runs-on,strict', 'loose,runs-on,other', 'other,runs-on,strict'],
  );

  const dry = await relations(file, { dryRun: true });
  const { rows, progress } = await relations(file);

  expect(faultsOf(rows)).toEqual([[2, '', 'change/required']]);
  expect(rows[0].errors[0].detail).toMatch(/relations change only .*: a file names no change, so send this as a request with \?change=$/);
  expect([dry.progress, progress]).toMatchObject([
    { created: 4, failed: 1 },
    { created: 4, failed: 1 },
  ]);
  const strict = (await cora.get(`/v1/items/${(await found('strict')).id}`)).body;
  expect(strict.relations.dependencies).toEqual([]);
  expect(strict.relations.dependants).toHaveLength(2);
  expect((await unauthorized()).every(({ source }: { source: string }) => source === 'record')).toBe(true);
  expect((await unauthorized()).flatMap(({ differences }: { differences: unknown[] }) => differences)).toHaveLength(2);
  expect(await world.events.of({ type: 'item', id: (await found('loose')).id })).toContainEqual(
    expect.objectContaining({ name: 'RelationAdded' }),
  );
});

it('C5 I5 a cell that says a stored number or truth value in words changes nothing, and one with another value does', async () => {
  const { cis, cora, all } = await estateDesk();
  const attributes = { cores: 33, virtual: false, rack: '12' };
  await cora.post('/v1/configuration-items', { name: 'strict', class: 'server', stage: 'live', attributes });
  const columns = 'name,attributes.cores,attributes.virtual,attributes.rack';

  expect((await cis(linesOf(columns, 'strict,33,false,12'))).progress).toMatchObject({ unchanged: 1, failed: 0 });
  expect((await cis(linesOf(columns, 'strict,34,false,12'))).rows).toMatchObject([
    { outcome: 'failed', errors: [{ code: 'change/required' }] },
  ]);
  expect((await all()).map((ci: { attributes: object }) => ci.attributes)).toEqual([attributes]);
});
