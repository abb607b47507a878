import { expect, it } from '@jest/globals';
import { ciWithWindows } from '../../support/cost/evaluate-scale.ts';

it('T6 a decision reads no more with 10,000 windows on a CI than with 10, if five of them start within its range', async () => {
  const [few, many] = [await ciWithWindows({ windows: 10, inRange: 5 }), await ciWithWindows({ windows: 10_000, inRange: 5 })];
  const usage = await few.usage();

  expect(usage).toEqual({ requests: 3, rowsRead: 11, readUnits: 7 });
  expect(await many.usage()).toEqual(usage);
  expect(await many.ask()).toMatchObject([{ suppressed: true, reasons: Array(5).fill({ revision: 1 }) }]);
});

it('T6 a thousand windows within the range are read in requests of a hundred', async () => {
  const crowded = await ciWithWindows({ windows: 1_000, inRange: 1_000 });

  expect(await crowded.usage()).toMatchObject({ requests: 1 + 1 + 10, rowsRead: 1 + 1_000 + 1_000 });
});
