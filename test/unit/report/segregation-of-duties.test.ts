import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

type Desk = Awaited<ReturnType<typeof changeDesk>>;

/** A change that Rita requested, Anna approved, Ian implemented and Max reviewed. */
const done = async (desk: Desk): Promise<Change> => {
  const { id } = await desk.implementing();
  const finished = await finishChange(desk.context)(id, { outcome: 'with-issues' }, desk.ian);
  return reviewChange(desk.context)(finished.id, 'as planned', desk.max);
};

/** Changes a stored change past all rules, as somebody with access to the table can. */
const planted = async ({ world }: Desk, change: Change, fields: Partial<Change>): Promise<void> =>
  world.store.commit(world.changes.save({ ...change, ...fields, version: change.version + 1 } as Change, change));

const reportOf = async (desk: Desk, query = 'from=2026-11-01&to=2026-11-30', headers = {}) =>
  (await deskApi(desk)).as('auditor').get(`/v1/reports/segregation-of-duties?${query}`, headers);

it('P2 nobody has two duties that must be apart, and the report says how many changes were checked', async () => {
  const desk = await changeDesk();
  await done(desk);
  await done(desk);

  const { status, body } = await reportOf(desk);

  expect([status, body]).toEqual([200, { from: '2026-11-01', to: '2026-11-30', checked: 2, items: [] }]);
  expect((await reportOf(desk, 'from=2026-11-25&to=2026-11-30')).body).toMatchObject({ checked: 0, items: [] });
});

it('P2 to request a change and to implement it is no conflict', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  await planted(desk, change, { requester: desk.ian.id });

  expect((await reportOf(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it.each([
  ['requested and decided', ({ anna }: Desk) => ({ requester: anna.id }), ['requested', 'decided'], 'anna'],
  ['had a change requested for them and decided', ({ anna }: Desk) => ({ onBehalfOf: anna.id }), ['requested', 'decided'], 'anna'],
  ['decided and implemented', ({ anna }: Desk) => ({ implementer: anna.id }), ['decided', 'implemented'], 'anna'],
  ['implemented and reviewed', ({ max }: Desk) => ({ implementer: max.id }), ['implemented', 'reviewed'], 'max'],
  ['did everything', ({ max }: Desk) => ({ requester: max.id, implementer: max.id }), ['requested', 'implemented', 'reviewed'], 'max'],
] as const)('P2 who %s is in the report, with all that they did', async (_, fields, kinds, who) => {
  const desk = await changeDesk();
  const change = await done(desk);
  await planted(desk, change, fields(desk));

  const { body } = await reportOf(desk);

  const { number, title } = change;
  const person = { person: desk[who].id, personName: { anna: 'Anna', max: 'Max' }[who] };
  expect(body).toMatchObject({ checked: 1, items: [{ change: change.id, number, title, ...person, kinds }] });
});

it('P2 who decided for somebody else has decided', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  const [decision] = await desk.world.changes.decisions(change.id, change.revision);
  if (!decision) throw new Error('nobody decided');
  const stolen = { ...decision, id: desk.world.ids.next(), version: 1, person: desk.ian.id, for: desk.abe.id };
  await desk.world.store.commit([desk.world.changes.saveDecision(stolen)]);

  expect((await reportOf(desk)).body.items).toMatchObject([{ person: desk.ian.id, kinds: ['decided', 'implemented'] }]);
});

it('P2 a decision on an earlier plan is void, and a conflict with it is none', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  const [decision] = await desk.world.changes.decisions(change.id, change.revision);
  if (!decision || !change.scope) throw new Error('nobody decided');
  const revision = change.revision + 1;
  await planted(desk, change, { revision, scope: { ...change.scope, revision }, implementer: decision.person });

  expect((await reportOf(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it('P2 a page checks as many changes as its limit, and its cursor leads to the next ones', async () => {
  const desk = await changeDesk();
  for (let n = 0; n < 3; n += 1) await done(desk);

  const { body } = await reportOf(desk, 'from=2026-11-01&to=2026-11-30&limit=2');
  const next = await reportOf(desk, `from=2026-11-01&to=2026-11-30&limit=2&cursor=${body.nextCursor}`);

  expect([body.checked, next.body.checked, next.body.nextCursor]).toEqual([2, 1, undefined]);
});

it('P2 the report is a table, too', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  await planted(desk, change, { requester: desk.anna.id });

  const { body } = await reportOf(desk, 'from=2026-11-01', { accept: 'text/csv' });

  expect(body).toBe(
    `change,number,title,person,personName,kinds\r\n${change.id},${change.number},${change.title},${desk.anna.id},Anna,"requested,decided"\r\n`,
  );
});
