import type { Caller } from '../../domain/access.ts';
import { plus } from '../../domain/clock.ts';
import { pendingFor } from '../../domain/episode/delivery-order.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import { inUse, usersShown } from '../../domain/errors.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import { type Monitor, Monitors } from '../../domain/monitor/monitor.ts';
import type { RetiredReceiverRepository } from '../../domain/monitor/retired-receiver.ts';
import type { TruncationRepository } from '../../domain/monitor/truncation.ts';
import { manageResource } from '../resource/manage-resource.ts';
import type { MonitorContext } from './monitor-context.ts';

interface DeleteContext extends MonitorContext {
  readonly episodes: Pick<EpisodeRepository, 'openOf' | 'pendingOf'>;
  readonly truncations: TruncationRepository;
  readonly retiredReceivers: Pick<RetiredReceiverRepository, 'save'>;
}

/** What a monitor still owes, one text for each held alert and for each delivery that is not sent yet. */
const dutiesOf = async ({ episodes, clock }: DeleteContext, id: string): Promise<readonly string[]> => {
  const [open, pending] = await Promise.all([episodes.openOf(id), episodes.pendingOf(id, usersShown)]);
  // An open episode whose firing was never sent is held.
  const held = open.filter(({ announcedAt }) => announcedAt === undefined);
  return [
    ...held.map(({ episode }) => `alert ${episode} is held; delete the monitor after its window has ended`),
    ...pending
      .filter(({ createdAt }) => plus(createdAt, pendingFor) > clock.now())
      .map(({ episode, n, kind }) => `delivery ${n} (${kind}) of alert ${episode} is not sent yet; delete the monitor when it is`),
  ];
};

/**
 * Deletes a monitor and its token. It is refused while alerts of the monitor are held or not sent yet (S4). Its receiver is kept for what
 * was received while the monitor was being deleted.
 * @throws DomainError missing `monitor/not-found`; conflict `monitor/in-use`; stale
 */
export const deleteMonitor =
  (context: DeleteContext) =>
  (id: string, { ifMatch, caller }: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<void> => {
    const { monitors, credentials, truncations, retiredReceivers, clock } = context;
    const manage = manageResource<Monitor>({ ...context, definition: Monitors, repository: monitors });
    return manage.remove(id, ifMatch, caller, async ({ receiver }) => {
      const duties = await dutiesOf(context, id);
      if (duties.length > 0) throw inUse('monitor/in-use', duties);
      const [credential, truncated] = await Promise.all([credentials.find('monitor', id), truncations.findMany([id])]);
      return [
        retiredReceivers.save({ id, receiver, retiredAt: clock.now(), version: 1 }),
        ...(credential ? [credentials.remove(credential)] : []),
        ...truncated.map(truncations.remove),
      ];
    });
  };
