import { type MonitorMailKind, monitorMailCatalog } from '../../domain/mail/monitor-mails.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import type { MonitorRepository } from '../../domain/monitor/monitor.ts';
import { isTold, type TruncationRepository } from '../../domain/monitor/truncation.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { onFreshRows } from '../../domain/store.ts';
import { ownersOf } from '../monitor/monitor-owners.ts';
import type { NotifyContext } from './notify-context.ts';

export interface OwnerNoticeContext extends Pick<NotifyContext, 'mailer' | 'letters' | 'store' | 'clock'> {
  readonly monitors: Pick<MonitorRepository, 'find'>;
  readonly truncations: TruncationRepository;
  readonly people: Pick<ResourceRepository<Person>, 'page'>;
}

/**
 * Tells the owners of a monitor once that it leaves alerts out (M1). A crash between sending and recording sends the mails twice.
 * @throws the first error of the mailer, if a mail could not be sent
 */
export const tellOwners =
  ({ monitors, truncations, people, mailer, letters, store, clock }: OwnerNoticeContext) =>
  async (kind: MonitorMailKind, id: string): Promise<void> => {
    const [monitor, [truncation]] = await Promise.all([monitors.find(id), truncations.findMany([id])]);
    if (!monitor || !truncation || isTold(truncation)) return;
    const { subject, text } = monitorMailCatalog[kind];
    const advice = kindNamed(monitor.kind).advice.truncated;
    const readers = await ownersOf(people, monitor, clock.now());
    const results = await Promise.allSettled(
      readers.map(({ email, zone }) => {
        const paragraphs = text({ monitor, truncation, advice, zone });
        return mailer.send(letters.aboutMonitor({ to: email, name: monitor.name }, { subject, paragraphs }));
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const toldAt = clock.now();
    await onFreshRows(async () => {
      // Another message may have left alerts out in between.
      const [latest] = await truncations.findMany([id]);
      if (latest && !isTold(latest)) await store.commit([truncations.save({ ...latest, version: latest.version + 1, toldAt })]);
    });
  };
