import { expect, it } from '@jest/globals';
import { eventually } from '../support/poll.ts';

it('eventually returns the result of the first attempt that succeeds', async () => {
  let tries = 0;

  const answer = await eventually(
    () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return 'there';
    },
    { within: 1_000, every: 1 },
  );

  expect([answer, tries]).toEqual(['there', 3]);
});

it('after the deadline eventually reports the time, the number of attempts and the last error', async () => {
  const never = eventually(() => expect('draft').toBe('closed'), { within: 20, every: 5 });

  await expect(never).rejects.toThrow(/failed for 20 ms \(\d+ attempts\).*Expected: "closed"/s);
});
