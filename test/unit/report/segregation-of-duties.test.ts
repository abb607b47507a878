import { expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Approval } from '../../../shared/domain/approval/approval.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
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

  expect([status, body]).toEqual([200, { from: '2026-11-01', to: '2026-11-30', checked: 2, imported: 0, items: [] }]);
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
  [
    'was responsible for a client that requested and decided',
    ({ anna }: Desk) => ({ responsibles: [anna.id] }),
    ['responsible', 'decided'],
    'anna',
  ],
  [
    'wrote the schedule that raised it and decided',
    ({ anna }: Desk) => ({ authors: [`person:${anna.id}`] }),
    ['edited', 'decided'],
    'anna',
  ],
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

/** Stores another decision on a change past all rules. */
const plantedVote = async ({ world }: Desk, change: Change, fields: Partial<Approval>): Promise<void> => {
  const [decision] = await world.changes.decisions(change.id, change.scope?.revision ?? 1);
  if (!decision) throw new Error('nobody decided');
  await world.store.commit([world.changes.saveDecision({ ...decision, id: world.ids.next(), version: 1, ...fields })]);
};

it('P2 who decided for somebody else has decided', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  await plantedVote(desk, change, { person: desk.ian.id, for: desk.abe.id });

  expect((await reportOf(desk)).body.items).toMatchObject([{ person: desk.ian.id, kinds: ['decided', 'implemented'] }]);
});

it('P2 a decision that a delegate gave for the requester is a conflict of the requester', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  await plantedVote(desk, change, { person: desk.abe.id, for: desk.rita.id });

  expect((await reportOf(desk)).body.items).toMatchObject([
    { person: desk.rita.id, personName: 'Rita', kinds: ['requested', 'decided', 'decided-by-delegate'] },
  ]);
});

it('P2 a person whose votes count at two levels is in the report, whether they or a delegate gave them', async () => {
  const desk = await changeDesk();
  const [given, taken] = [await done(desk), await done(desk)];
  await plantedVote(desk, given, { level: 2, person: desk.abe.id, for: desk.anna.id });
  await plantedVote(desk, taken, { level: 2, person: desk.anna.id, for: desk.abe.id });

  expect((await reportOf(desk)).body.items).toMatchObject([
    { change: given.id, person: desk.anna.id, kinds: ['decided', 'decided-by-delegate', 'decided-twice'] },
    { change: taken.id, person: desk.anna.id, kinds: ['decided', 'decided-twice'] },
  ]);
});

it('P2 a vote on an extension by who has voted on the plan is no conflict', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  const revision = change.revision + 1;
  await planted(desk, change, { revision });
  await plantedVote(desk, change, { revision });

  expect((await reportOf(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it('P2 who edited a change before they decided is in the report, and who edited its title afterwards is not', async () => {
  const desk = await changeDesk();
  const { clock, context, anna, abe, ian } = desk;
  const edited = async (change: Change, caller: Caller, title: string) => {
    clock.set(plus(clock.now(), minute));
    await editChange(context)(change.id, { title }, { ifMatch: 'any', caller: { ...caller, roles: ['change-manager'] } });
    clock.set(plus(clock.now(), minute));
  };
  const change = await desk.awaiting();
  await edited(change, abe, 'Upgrade PostgreSQL to 17');
  await desk.vote(change, anna);
  await edited(change, anna, 'Upgrade PostgreSQL to 17.2');
  clock.set(change.window?.start ?? clock.now());
  await startChange(context)(change.id, ian);
  const finished = await finishChange(context)(change.id, { outcome: 'with-issues' }, ian);
  const before = (await reportOf(desk)).body;
  await plantedVote(desk, finished, { person: abe.id, decidedAt: clock.now() });

  expect(finished.authors).toEqual([`person:${abe.id}`, `person:${anna.id}`]);
  expect(before).toMatchObject({ checked: 1, items: [] });
  expect((await reportOf(desk)).body.items).toMatchObject([{ person: abe.id, kinds: ['edited', 'decided'] }]);
});

it('P2 who was responsible for a client that edited a change is in the report if that was before they decided', async () => {
  const desk = await changeDesk();
  const { world, clock, context, anna, abe, ada } = desk;
  const byClientOf = async (change: Change, { id: responsible }: Caller) => {
    clock.set(plus(clock.now(), minute));
    const caller: Caller = { kind: 'client', id: world.ids.next(), roles: ['change-manager'], teams: [], responsible };
    const version = (await world.changes.get(change.id)).version;
    await editChange(context)(change.id, { title: `for ${responsible}` }, { ifMatch: [version], caller });
    clock.set(plus(clock.now(), minute));
  };
  const change = await desk.awaiting();
  await byClientOf(change, abe);
  await desk.vote(change, anna);
  await byClientOf(change, anna);
  clock.set(change.window?.start ?? clock.now());
  await startChange(context)(change.id, desk.ian);
  const finished = await finishChange(context)(change.id, { outcome: 'with-issues' }, desk.ian);
  const before = (await reportOf(desk)).body;
  await plantedVote(desk, finished, { person: ada.id, for: abe.id, decidedAt: clock.now() });

  expect(finished.responsibles).toEqual([abe.id, anna.id]);
  expect(before).toMatchObject({ checked: 1, items: [] });
  expect((await reportOf(desk)).body.items).toMatchObject([{ person: abe.id, kinds: ['responsible', 'decided', 'decided-by-delegate'] }]);
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

it('P2 the report is a table, too, whose last line says how many changes were checked', async () => {
  const desk = await changeDesk();
  const change = await done(desk);
  await planted(desk, change, { requester: desk.anna.id });

  const { body } = await reportOf(desk, 'from=2026-11-01', { accept: 'text/csv' });

  expect(body).toBe(
    `change,number,title,person,personName,kinds,checked,imported\r\n${change.id},${change.number},${change.title},${desk.anna.id},Anna,"requested,decided",,\r\n,,,,,,1,0\r\n`,
  );
});
