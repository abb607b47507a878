import { expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { type DutyDesk, dutiesReport, plantedChange, plantedVote, reviewedChange } from '../../support/duties.ts';

it('P2 nobody has two duties that must be apart, and the report says how many changes were checked', async () => {
  const desk = await changeDesk();
  await reviewedChange(desk);
  await reviewedChange(desk);

  const { status, body } = await dutiesReport(desk);

  expect([status, body]).toEqual([200, { from: '2026-11-01', to: '2026-11-30', checked: 2, imported: 0, items: [] }]);
  expect((await dutiesReport(desk, 'from=2026-11-25&to=2026-11-30')).body).toMatchObject({ checked: 0, items: [] });
});

it('P2 to request a change and to implement it is no conflict', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  await plantedChange(desk, change, { requester: desk.ian.id });

  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it.each([
  ['requested and decided', ({ anna }: DutyDesk) => ({ requester: anna.id }), ['requested', 'decided'], 'anna'],
  [
    'was responsible for a client that requested and decided',
    ({ anna }: DutyDesk) => ({ responsibles: [anna.id] }),
    ['responsible', 'decided'],
    'anna',
  ],
  [
    'wrote the schedule that raised it and decided',
    ({ anna }: DutyDesk) => ({ authors: [`person:${anna.id}`] }),
    ['edited', 'decided'],
    'anna',
  ],
  ['had a change requested for them and decided', ({ anna }: DutyDesk) => ({ onBehalfOf: anna.id }), ['requested', 'decided'], 'anna'],
  ['decided and implemented', ({ anna }: DutyDesk) => ({ implementer: anna.id }), ['decided', 'implemented'], 'anna'],
  ['implemented and reviewed', ({ max }: DutyDesk) => ({ implementer: max.id }), ['implemented', 'reviewed'], 'max'],
  ['did everything', ({ max }: DutyDesk) => ({ requester: max.id, implementer: max.id }), ['requested', 'implemented', 'reviewed'], 'max'],
] as const)('P2 who %s is in the report, with all that they did', async (_, fields, kinds, who) => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  await plantedChange(desk, change, fields(desk));

  const { body } = await dutiesReport(desk);

  const { number, title } = change;
  const person = { person: desk[who].id, personName: { anna: 'Anna', max: 'Max' }[who] };
  expect(body).toMatchObject({ checked: 1, items: [{ change: change.id, number, title, ...person, kinds }] });
});

it('P2 who decided for somebody else has decided', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  await plantedVote(desk, change, { person: desk.ian.id, for: desk.abe.id });

  expect((await dutiesReport(desk)).body.items).toMatchObject([{ person: desk.ian.id, kinds: ['decided', 'implemented'] }]);
});

it('P2 a decision that a delegate gave for the requester is a conflict of the requester', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  await plantedVote(desk, change, { person: desk.abe.id, for: desk.rita.id });

  expect((await dutiesReport(desk)).body.items).toMatchObject([
    { person: desk.rita.id, personName: 'Rita', kinds: ['requested', 'decided', 'decided-by-delegate'] },
  ]);
});

it('P2 a person whose votes count at two levels is in the report, whether they or a delegate gave them', async () => {
  const desk = await changeDesk();
  const [given, taken] = [await reviewedChange(desk), await reviewedChange(desk)];
  await plantedVote(desk, given, { level: 2, person: desk.abe.id, for: desk.anna.id });
  await plantedVote(desk, taken, { level: 2, person: desk.anna.id, for: desk.abe.id });

  expect((await dutiesReport(desk)).body.items).toMatchObject([
    { change: given.id, person: desk.anna.id, kinds: ['decided', 'decided-by-delegate', 'decided-twice'] },
    { change: taken.id, person: desk.anna.id, kinds: ['decided', 'decided-twice'] },
  ]);
});

it('P2 a vote on an extension by who has voted on the plan is no conflict', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  const revision = change.revision + 1;
  await plantedChange(desk, change, { revision });
  await plantedVote(desk, change, { revision });

  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it('P2 a decision on an earlier plan is void, and a conflict with it is none', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  const [decision] = await desk.world.changes.decisions(change.id, change.revision);
  if (!decision || !change.scope) throw new Error('nobody decided');
  const revision = change.revision + 1;
  await plantedChange(desk, change, { revision, scope: { ...change.scope, revision }, implementer: decision.person });

  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it('P2 a page checks as many changes as its limit, and its cursor leads to the next ones', async () => {
  const desk = await changeDesk();
  for (let n = 0; n < 3; n += 1) await reviewedChange(desk);

  const { body } = await dutiesReport(desk, 'from=2026-11-01&to=2026-11-30&limit=2');
  const next = await dutiesReport(desk, `from=2026-11-01&to=2026-11-30&limit=2&cursor=${body.nextCursor}`);

  expect([body.checked, next.body.checked, next.body.nextCursor]).toEqual([2, 1, undefined]);
});

it('P2 the report is a table, too, whose last line says how many changes were checked', async () => {
  const desk = await changeDesk();
  const change = await reviewedChange(desk);
  await plantedChange(desk, change, { requester: desk.anna.id });

  const { body } = await dutiesReport(desk, 'from=2026-11-01', { accept: 'text/csv' });

  expect(body).toBe(
    `change,number,title,person,personName,kinds,checked,imported\r\n${change.id},${change.number},${change.title},${desk.anna.id},Anna,"requested,decided",,\r\n,,,,,,1,0\r\n`,
  );
});
