import { expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { dutiesReport, plantedChange, plantedVote } from '../../support/duties.ts';

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
  const before = (await dutiesReport(desk)).body;
  await plantedVote(desk, finished, { person: abe.id, decidedAt: clock.now() });

  expect(finished.authors).toEqual([`person:${abe.id}`, `person:${anna.id}`]);
  expect(before).toMatchObject({ checked: 1, items: [] });
  expect((await dutiesReport(desk)).body.items).toMatchObject([{ person: abe.id, kinds: ['edited', 'decided'] }]);
});

type Desk = Awaited<ReturnType<typeof changeDesk>>;

const clientOf = ({ world }: Desk, { id: responsible }: Caller): Caller => ({
  ...{ kind: 'client', id: world.ids.next(), roles: ['change-manager'], teams: [], responsible },
});

/** Edits the title with a client, a minute after what was before and a minute before what follows. */
const editedBy = async ({ world, clock, context }: Desk, { id }: Change, caller: Caller) => {
  clock.set(plus(clock.now(), minute));
  const { version } = await world.changes.get(id);
  await editChange(context)(id, { title: `Version ${version}` }, { ifMatch: [version], caller });
  clock.set(plus(clock.now(), minute));
};

const finishedBy = async ({ clock, context, ian }: Desk, change: Change) => {
  clock.set(change.window?.start ?? clock.now());
  await startChange(context)(change.id, ian);
  return finishChange(context)(change.id, { outcome: 'with-issues' }, ian);
};

it('P2 who was responsible for a client that edited a change is in the report if that was before they decided', async () => {
  const desk = await changeDesk();
  const { clock, anna, abe, ada } = desk;
  const change = await desk.awaiting();
  await editedBy(desk, change, clientOf(desk, abe));
  await desk.vote(change, anna);
  await editedBy(desk, change, clientOf(desk, anna));
  const finished = await finishedBy(desk, change);
  const before = (await dutiesReport(desk)).body;
  await plantedVote(desk, finished, { person: ada.id, for: abe.id, decidedAt: clock.now() });

  expect(finished.responsibles).toEqual([abe.id, anna.id]);
  expect(before).toMatchObject({ checked: 1, items: [] });
  expect((await dutiesReport(desk)).body.items).toMatchObject([
    { person: abe.id, kinds: ['responsible', 'decided', 'decided-by-delegate'] },
  ]);
});

it.each([
  [
    'two clients of one person',
    (desk: Desk) => [clientOf(desk, desk.abe), clientOf(desk, desk.abe)],
    (desk: Desk) => clientOf(desk, desk.anna),
  ],
  [
    'a client that another person was responsible for',
    (desk: Desk) => [clientOf(desk, desk.abe)],
    (desk: Desk, [first]: readonly Caller[]) => ({ ...first, responsible: desk.anna.id }) as Caller,
  ],
  [
    'a client, of a change with people of its patch schedule,',
    (desk: Desk) => [clientOf(desk, desk.abe)],
    (desk: Desk) => clientOf(desk, desk.anna),
  ],
] as const)('P2 who is responsible only since after their vote, for %s, is not in the report', async (kind, earlier, later) => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  if (kind.includes('schedule')) await plantedChange(desk, change, { responsibles: [desk.ada.id], responsibleSince: [] });
  const clients = earlier(desk);
  for (const client of clients) await editedBy(desk, change, client);
  await desk.vote(change, desk.anna);
  await editedBy(desk, change, later(desk, clients));
  const finished = await finishedBy(desk, change);

  expect(finished.responsibles?.at(-1)).toBe(desk.anna.id);
  expect((await dutiesReport(desk)).body).toMatchObject({ checked: 1, items: [] });
});

it('P2 of a change without the times, who is responsible is in the report only if no client acted after their vote', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  await plantedChange(desk, change, { responsibles: [desk.ada.id] });
  await editedBy(desk, change, clientOf(desk, desk.abe));
  await desk.vote(change, desk.anna);
  await editedBy(desk, change, clientOf(desk, desk.anna));
  const finished = await finishedBy(desk, change);
  await plantedVote(desk, finished, { person: desk.abe.id, decidedAt: desk.clock.now() });

  expect([finished.responsibles, finished.responsibleSince]).toEqual([[desk.ada.id, desk.abe.id, desk.anna.id], undefined]);
  expect((await dutiesReport(desk)).body.items).toMatchObject([{ person: desk.abe.id, kinds: ['responsible', 'decided'] }]);
});
