import { expect, it } from '@jest/globals';
import { eventually } from '../support/poll.ts';

it('gives what the first good attempt returned', async () => {
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

it('says how long it waited and what the last attempt said', async () => {
  const never = eventually(() => expect('draft').toBe('closed'), { within: 20, every: 5 });

  await expect(never).rejects.toThrow(/not so within 20 ms \(\d+ tries\).*Expected: "closed"/s);
});
