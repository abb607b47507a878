import { expect, it } from '@jest/globals';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { dutiesReport, plantedVote } from '../../support/duties.ts';

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
  const before = (await dutiesReport(desk)).body;
  await plantedVote(desk, finished, { person: ada.id, for: abe.id, decidedAt: clock.now() });

  expect(finished.responsibles).toEqual([abe.id, anna.id]);
  expect(before).toMatchObject({ checked: 1, items: [] });
  expect((await dutiesReport(desk)).body.items).toMatchObject([
    { person: abe.id, kinds: ['responsible', 'decided', 'decided-by-delegate'] },
  ]);
});
