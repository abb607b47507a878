import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { wideDraft } from '../../support/wide-change.ts';

const count = 10_000;

it('H1 W3 S1 a change of 10,000 CIs goes from submission to suppression, in requests that the number of CIs bounds', async () => {
  const { desk, change, items } = await wideDraft(count);
  const { usage } = desk.records;
  const requestsOf = async (work: () => Promise<unknown>) => {
    const before = usage.requests;
    await work();
    return usage.requests - before;
  };
  const isQuiet = async (ci: string) => (await evaluate(desk.world)({ at: desk.clock.now(), alerts: [{ ci }] }))[0]?.suppressed;
  const [first = '', last = ''] = [items[0], items.at(-1)];

  // The relations are read by hundreds of CIs, and the rows are written by batches of 25.
  expect(await requestsOf(() => submitChange(desk.context)(change.id, desk.rita))).toBeLessThanOrEqual(300);
  expect(await requestsOf(() => assessChange(desk.context)(change.id))).toBeLessThanOrEqual(count / 25 + 100);
  const scheduled = await desk.vote(await desk.world.changes.get(change.id), desk.anna);

  expect(scheduled).toMatchObject({ status: 'scheduled', scope: { count } });
  expect([await isQuiet(first), await isQuiet(last)]).toEqual([false, false]);
  desk.clock.set(plus(scheduled.window?.start ?? '', minute));
  expect([await isQuiet(first), await isQuiet(last), await isQuiet(desk.server)]).toEqual([true, true, false]);
}, 60_000);
