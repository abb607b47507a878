import { closeSettled } from '../../shared/application/change/close-change.ts';
import { finishChange } from '../../shared/application/change/finish-change.ts';
import type { Episode } from '../../shared/domain/episode/episode.ts';
import { changeDesk } from './changes.ts';
import type { World } from './world.ts';

/** What closes the change of a window whose alerts are decided. */
type Closing = (world: World, window: string) => Promise<void>;

/** A change of low risk with one alert held under its window, finished as successful. */
export const finishedWithAHold = async () => {
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
  const decided = async (state: 'absorbed' | 'released', closed: Closing = (context, id) => closeSettled(context)(id)) => {
    const row = await world.windows.get(window);
    await world.store.commit([
      world.episodes.save({ ...held, version: 2, state }),
      world.episodes.saveHold({ ...hold, version: 2, held: false }),
      world.windows.save({ ...row, version: row.version + 1, settled: true }),
    ]);
    await closed(desk.world, window);
    return world.changes.get(change.id);
  };
  return { finished, decided };
};
