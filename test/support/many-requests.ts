import { onEvent } from '../../functions/notify/on-event.ts';
import { collectRequests } from '../../shared/application/notification/collect-requests.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { hourOf } from '../../shared/domain/due/due.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { changeDesk } from './changes.ts';
import { outbox } from './mailed-links.ts';
import { runningAs } from './table-calls.ts';

/**
 * Changes that await Anna, Abe and Ada, and the mails about the events that ask for their decisions.
 * @param pause how requests gather for a mail. Without it, the sweep mails them
 */
export const askingDesk = async (pause?: () => Promise<void>) => {
  const desk = await changeDesk();
  const { world, clock } = desk;
  const { sent, refuses, mailer } = outbox();
  const notifyBy = (mails: typeof world.mails) =>
    runningAs(
      'notify',
      onEvent({
        ...{ ...world, mails, mailer, letters: lettersFrom('http://quiesce.test') },
        tallyOf: async () => ({ quiet: 0, absorbed: 0, released: 0 }),
        ...(pause ? { pause } : {}),
      }),
    );
  const notify = notifyBy(world.mails);
  const toldOf = async (type: string, id: string, name: string): Promise<void> => {
    const found = (await world.events.of({ type, id })).filter((event) => event.name === name);
    for (const detail of found.slice(-1)) await notify({ source: 'quiesce', detail });
  };
  const titled = (title: string) => desk.awaiting({ title });
  const ask = (change: Change) => toldOf('change', change.id, 'ApprovalRequested');
  /** What the sweep does for digests that are due, and the mails of the events that it writes. */
  const sweep = async (): Promise<void> => {
    for (const due of await world.dues.of('minute', hourOf(clock.now()), clock.now(), 100)) {
      if (due.duty !== 'digest') continue;
      await runningAs('sweep', collectRequests(world))(due.subject);
      await world.store.commit([world.dues.remove(due)]);
      await toldOf('person', due.subject, 'RequestsCollected');
    }
  };
  const to = (name: string) => sent.filter((mail) => mail.to.startsWith(`${name}@`));
  return { ...desk, sent, refuses, notify, notifyBy, titled, ask, sweep, to };
};

/** Five changes, asked for within a minute. */
export const fiveAsked = async () => {
  const desk = await askingDesk();
  const changes: Change[] = [];
  for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
    const change = await desk.titled(title);
    changes.push(change);
    await desk.ask(change);
    desk.clock.advance(10_000);
  }
  return { ...desk, changes };
};
