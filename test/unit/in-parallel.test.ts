import { expect, it } from '@jest/globals';
import { inParallel } from '../../shared/domain/in-parallel.ts';

/** Work that the test ends. */
const gates = () => {
  const open: { readonly entry: number; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const work = (entry: number) =>
    new Promise<number>((resolve, reject) => open.push({ entry, end: () => resolve(entry * 10), fail: reject }));
  return { open, work };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('no more entries than the limit are processed at once, and the results are in order', async () => {
  const { open, work } = gates();
  const results = inParallel([1, 2, 3], 2, work);
  expect(open.map(({ entry }) => entry)).toEqual([1, 2]);

  open[1]?.end();
  await turn();
  expect(open.map(({ entry }) => entry)).toEqual([1, 2, 3]);
  for (const { end } of open) end();

  expect(await results).toEqual([10, 20, 30]);
});

it('the first failure is thrown after all work under way has ended', async () => {
  const { open, work } = gates();
  let outcome = 'under way';
  const results = inParallel([1, 2], 2, work).catch((error: Error) => {
    outcome = error.message;
  });
  open[0]?.fail(new Error('the first one'));
  await turn();
  expect(outcome).toBe('under way');
  open[1]?.end();
  await results;

  expect(outcome).toBe('the first one');
});

it('an empty list needs no work', async () => {
  expect(await inParallel([], 5, async () => 1)).toEqual([]);
});
