import { approvalsEndpoints } from '../../functions/approvals/endpoints.ts';
import { onEvent } from '../../functions/notify/on-event.ts';
import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { outbox, reader } from './mailed-links.ts';
import { office } from './office.ts';
import { runningAs } from './table-calls.ts';

/** An office whose mails are kept, and the page on which a holder answers. */
export const acceptancesApi = async () => {
  const { sent, refuses, mailer } = outbox();
  const letters = lettersFrom('http://quiesce.test');
  const api = await office((world) => approvalsEndpoints({ ...world, mailer, letters, decide: decideOnChange(world) }));
  const { world, laptop, checkOut } = api;
  const notify = runningAs('notify', onEvent({ ...world, mailer, letters, tallyOf: async () => ({ quiet: 0, absorbed: 0, released: 0 }) }));
  /** Sends the mails about all events of the laptop. Sending them again has no effect. */
  const mail = async (): Promise<void> => {
    for (const detail of await world.events.of({ type: 'item', id: laptop })) await notify({ source: 'quiesce', detail });
  };
  /** Asks a person to accept the laptop. @returns the assignment, and the path of the mailed link */
  const ask = async (person: string) => {
    const { body: assignment } = await checkOut({ person, acceptance: 'asked', note: 'With the charger.', dueDate: '2026-12-24' });
    await mail();
    const text = sent.findLast((letter) => letter.text.includes('/acceptances/'))?.text ?? '';
    const link = /^http:\/\/quiesce\.test(\/acceptances\/[0-9a-f]{64})$/m.exec(text)?.[1] ?? '';
    return { assignment, link };
  };
  const stateOf = async (): Promise<string> => (await api.viewer.get(`/v1/assets/${laptop}`)).body.assignment?.acceptance;
  return { ...api, sent, refuses, mail, ask, stateOf, ...reader(api, sent) };
};
