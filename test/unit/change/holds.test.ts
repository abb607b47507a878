import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { byTest } from '../../support/items.ts';

type Desk = Awaited<ReturnType<typeof changeDesk>>;

it.each(['awaiting', 'scheduled'] as const)('H10 a change (%s) is put on hold 50 times at most, and stays readable', async (status) => {
  const desk = await changeDesk();
  const change = await desk[status]();
  for (let n = 0; n < 50; n += 1) {
    await holdChange(desk.context)(change.id, undefined, desk.rita);
    await resumeChange(desk.context)(change.id, desk.rita);
  }

  await expect(holdChange(desk.context)(change.id, undefined, desk.rita)).rejects.toBeDomainError('change/too-many-holds');

  expect((await desk.windowOf(change)).onHold).toHaveLength(50);
  expect(await cancelChange(desk.context)(change.id, 'no', desk.rita)).toMatchObject({ status: 'cancelled' });
});

/** Takes a change that awaits approval to another status. */
const ways = {
  'awaiting-approval': async () => undefined,
  scheduled: (desk: Desk, change: Change) => desk.vote(change, desk.anna),
  implementing: async (desk: Desk, change: Change) => {
    await desk.vote(change, desk.anna);
    desk.clock.set(change.window?.start ?? noon);
    return startChange(desk.context)(change.id, desk.ian);
  },
  'in-review': async (desk: Desk, change: Change) => {
    await ways.implementing(desk, change);
    return finishChange(desk.context)(change.id, { outcome: 'failed' }, desk.ian);
  },
  rejected: (desk: Desk, change: Change) => desk.vote(change, desk.anna, 'reject', 'not now'),
  cancelled: (desk: Desk, change: Change) => cancelChange(desk.context)(change.id, 'no', desk.rita),
} as const;

it.each(Object.entries(ways))('H10 the 51st hold is refused as one too many, whatever the status is: %s', async (status, go) => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  for (let n = 0; n < 50; n += 1) {
    await holdChange(desk.context)(change.id, undefined, desk.rita);
    await resumeChange(desk.context)(change.id, desk.rita);
  }
  await go(desk, await desk.world.changes.get(change.id));

  await expect(holdChange(desk.context)(change.id, undefined, desk.rita)).rejects.toBeDomainError('change/too-many-holds');

  expect(await desk.world.changes.get(change.id)).toMatchObject({ status, onHold: false });
});

it('H11 a change that is being implemented is not put on hold, and the error names the status while holds are left', async () => {
  const desk = await changeDesk();
  const change = await desk.implementing();

  await expect(holdChange(desk.context)(change.id, undefined, desk.rita)).rejects.toBeDomainError('change/not-scheduled');
});

it('H10 a new plan does not begin the count of holds anew', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting();
  for (let n = 0; n < 50; n += 1) {
    await holdChange(desk.context)(change.id, undefined, desk.rita);
    await resumeChange(desk.context)(change.id, desk.rita);
  }
  await editChange(desk.context)(change.id, { plan: 'another' }, { ifMatch: 'any', caller: desk.rita });
  await assessChange(desk.context)(change.id);

  await expect(holdChange(desk.context)(change.id, undefined, desk.rita)).rejects.toBeDomainError('change/too-many-holds');
});

/** Texts and links that take 175 kB. */
const longTexts = {
  ...{ plan: '€'.repeat(10_000), reason: '€'.repeat(10_000), testPlan: '€'.repeat(10_000), backOutPlan: '€'.repeat(10_000) },
  links: Array.from({ length: 20 }, (_, n) => ({ rel: 'ticket', href: `https://x.test/${n}${'a'.repeat(1_900)}` })),
};

it('T2 outcomes that do not fit into the row of the change are refused with a pointer; shorter ones finish it', async () => {
  const desk = await changeDesk();
  const items = await Promise.all(Array.from({ length: 45 }, (_, n) => desk.ci(`web-${n + 2}`)));
  const change = await desk.implementing({ ...longTexts, items });
  /** With notes of 2,000 characters, they take 270 kB. */
  const outcomes = (length: number) => items.map((item) => ({ item, outcome: 'successful' as const, note: '€'.repeat(length) }));

  const refused = finishChange(desk.context)(change.id, { outcomes: outcomes(2_000) }, desk.ian);
  await expect(refused).rejects.toMatchObject({
    kind: 'too-large',
    code: 'row/too-large',
    errors: [{ pointer: '/outcomes', code: 'row/too-large' }],
  });

  expect(await desk.world.changes.get(change.id)).toMatchObject({ status: 'implementing' });
  expect(await finishChange(desk.context)(change.id, { outcomes: outcomes(10) }, desk.ian)).toMatchObject({ outcomes: outcomes(10) });
});

it('T2 a change with the longest texts can still be cancelled with the longest reason', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting(longTexts);

  expect(await cancelChange(desk.context)(change.id, '€'.repeat(10_000), desk.rita)).toMatchObject({ status: 'cancelled' });
});

it('H10 stored ids are not looked up again: a draft is edited and a change finished whatever became of its item and people', async () => {
  const desk = await changeDesk();
  const draft = await desk.request({ submit: false });
  const change = await desk.implementing();
  const [database] = await desk.world.configurationItems.findMany([desk.database]);
  await desk.world.store.commit([
    ...(database ? desk.world.configurationItems.remove(database, byTest, desk.clock.now()) : []),
    ...desk.world.people.remove(await desk.world.people.get(desk.ian.id), desk.clock.now()),
  ]);

  const edit = { ifMatch: [1], caller: desk.rita };
  expect(await editChange(desk.context)(draft.id, { title: 'Other' }, edit)).toMatchObject({ title: 'Other', items: [desk.database] });
  const outcomes = [{ item: desk.database, outcome: 'successful' as const }];
  expect(await finishChange(desk.context)(change.id, { outcomes }, desk.rita)).toMatchObject({ outcomes });
});
