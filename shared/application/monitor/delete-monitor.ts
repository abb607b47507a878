import type { Caller } from '../../domain/access.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import { conflict } from '../../domain/errors.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import { type Monitor, Monitors } from '../../domain/monitor/monitor.ts';
import type { TruncationRepository } from '../../domain/monitor/truncation.ts';
import { manageResource } from '../resource/manage-resource.ts';
import type { MonitorContext } from './monitor-context.ts';

interface DeleteContext extends MonitorContext {
  readonly episodes: Pick<EpisodeRepository, 'openOf'>;
  readonly truncations: TruncationRepository;
}

/**
 * Deletes a monitor and its token. It is refused while alerts of the monitor are held, because they could not be delivered (S4).
 * @throws DomainError missing `monitor/not-found`; conflict `monitor/holds-alerts`; stale
 */
export const deleteMonitor =
  (context: DeleteContext) =>
  async (id: string, { ifMatch, caller }: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<void> => {
    const { monitors, credentials, episodes, truncations } = context;
    await monitors.get(id);
    // An open episode whose firing was never sent is held.
    const held = (await episodes.openOf(id)).filter(({ announcedAt }) => announcedAt === undefined).length;
    if (held > 0) {
      const alerts = held === 1 ? '1 alert of this monitor is' : `${held} alerts of this monitor are`;
      throw conflict('monitor/holds-alerts', `${alerts} held: delete the monitor after their windows have ended`);
    }
    const [credential, truncated] = await Promise.all([credentials.find('monitor', id), truncations.findMany([id])]);
    const manage = manageResource<Monitor>({ ...context, definition: Monitors, repository: monitors });
    await manage.remove(id, ifMatch, caller, [
      ...(credential ? [credentials.remove(credential)] : []),
      ...truncated.map(truncations.remove),
    ]);
  };
