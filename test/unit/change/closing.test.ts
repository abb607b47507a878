import { expect, it } from '@jest/globals';
import { finishedWithAHold } from '../../support/finished-change.ts';

it('H8 a change with held alerts waits for them and is closed when all of them have recovered', async () => {
  const { finished, decided } = await finishedWithAHold();

  expect(finished.status).toBe('in-review');
  expect(await decided('absorbed')).toMatchObject({ status: 'closed' });
});

it('H8 a change with a released alert needs a review', async () => {
  const { decided } = await finishedWithAHold();

  expect(await decided('released')).toMatchObject({ status: 'in-review' });
});
