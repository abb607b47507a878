import { expect, it } from '@jest/globals';
import { closeSettled } from '../../../shared/application/change/close-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import type { Episode } from '../../../shared/domain/episode/episode.ts';
import { changeDesk } from '../../support/changes.ts';

/** A change of low risk with one alert held under its window, finished as successful. */
const finishedWithAHold = async () => {
  const desk = await changeDesk();
  const { world, clock } = desk;
  const change = await desk.implementing();
  const window = change.windowId ?? '';
  const [id, monitor, at] = [world.ids.next(), world.ids.next(), clock.now()];
  const held: Episode = {
    ...{ id, version: 1, monitor, fingerprint: 'f', state: 'held', open: true, labels: {}, annotations: {}, items: [] },
    ...{
      windows: [window],
      changes: [],
      startsAt: at,
      receivedAt: at,
      lastReceivedAt: at,
      repeats: 0,
      stale: 0,
      remindedFor: [],
      deliveries: 0,
    },
  };
  const hold = { window, episode: id, monitor, held: true, since: at, version: 1 };
  await world.store.commit([world.episodes.save(held), world.episodes.saveHold(hold)]);
  const finished = await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);

  /** The result of the release pass. */
  const decided = async (state: 'absorbed' | 'released') => {
    const row = await world.windows.get(window);
    await world.store.commit([
      world.episodes.save({ ...held, version: 2, state }),
      world.episodes.saveHold({ ...hold, version: 2, held: false }),
      world.windows.save({ ...row, version: row.version + 1, settled: true }),
    ]);
    await closeSettled(desk.context)(window);
    return world.changes.get(change.id);
  };
  return { finished, decided };
};

it('H8 a change with held alerts waits for them and is closed when all of them have recovered', async () => {
  const { finished, decided } = await finishedWithAHold();

  expect(finished.status).toBe('in-review');
  expect(await decided('absorbed')).toMatchObject({ status: 'closed' });
});

it('H8 a change with a released alert needs a review', async () => {
  const { decided } = await finishedWithAHold();

  expect(await decided('released')).toMatchObject({ status: 'in-review' });
});
