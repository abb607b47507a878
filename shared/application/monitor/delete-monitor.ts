import type { Caller } from '../../domain/access.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import { inUse, usersShown } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { type Monitor, Monitors } from '../../domain/monitor/monitor.ts';
import type { TruncationRepository } from '../../domain/monitor/truncation.ts';
import { inParallel } from '../in-parallel.ts';
import { manageResource } from '../resource/manage-resource.ts';
import type { MonitorContext } from './monitor-context.ts';

interface DeleteContext extends MonitorContext {
  readonly episodes: Pick<EpisodeRepository, 'openOf' | 'page' | 'deliveriesOf'>;
  readonly truncations: TruncationRepository;
}

/** How many alerts are looked through for deliveries that are not sent yet: the newest ones and the open ones. And how many at once. */
const newest = 100;
const atMost = 1_000;
const concurrency = 20;

/** The deliveries of the open alerts and of the newest ones that are not sent yet. */
const pendingDeliveries = async (
  { episodes, clock }: DeleteContext,
  monitor: string,
  open: readonly string[],
): Promise<readonly string[]> => {
  const { items } = await episodes.page({ limit: newest, monitor, from: '2000-01-01T00:00:00.000Z', to: clock.now() });
  const ids = [...new Set([...items.map(({ id }) => id), ...open])].slice(0, atMost);
  const found = await inParallel(ids, concurrency, async (id: string) => {
    const pending = (await episodes.deliveriesOf(id)).filter(({ status }) => status === 'pending');
    return pending.map(({ n, kind }) => `delivery ${n} (${kind}) of alert ${id} is not sent yet; delete the monitor when it is`);
  });
  return found.flat();
};

/**
 * Deletes a monitor and its token. It is refused while alerts of the monitor are held or not sent yet, because they would be lost (S4).
 * @throws DomainError missing `monitor/not-found`; conflict `monitor/in-use`; stale
 */
export const deleteMonitor =
  (context: DeleteContext) =>
  async (id: string, { ifMatch, caller }: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<void> => {
    const { monitors, credentials, episodes, truncations } = context;
    assertVersion(await monitors.get(id), ifMatch, caller);
    // An open episode whose firing was never sent is held.
    const open = await episodes.openOf(id);
    const held = open.filter(({ announcedAt }) => announcedAt === undefined);
    const holds = held.map(({ episode }) => `alert ${episode} is held; delete the monitor after its window has ended`);
    const openIds = open.map(({ episode }) => episode);
    const users = holds.length < usersShown ? [...holds, ...(await pendingDeliveries(context, id, openIds))] : holds;
    if (users.length > 0) throw inUse('monitor/in-use', users);
    const [credential, truncated] = await Promise.all([credentials.find('monitor', id), truncations.findMany([id])]);
    const manage = manageResource<Monitor>({ ...context, definition: Monitors, repository: monitors });
    await manage.remove(id, ifMatch, caller, async () => [
      ...(credential ? [credentials.remove(credential)] : []),
      ...truncated.map(truncations.remove),
    ]);
  };
