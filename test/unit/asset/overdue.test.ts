import { describe, expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { remindOverdue } from '../../../shared/application/assignment/remind-overdue.ts';
import type { MailMessage } from '../../../shared/domain/mail/mail.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { approvalsApi } from '../../support/approvals.ts';
import { office } from '../../support/office.ts';
import { runningAs } from '../../support/table-calls.ts';

describe('an asset that should have come back', () => {
  it('A2 an overdue asset is reported once, and not if it came back', async () => {
    const { world, ada, laptop, checkOut, checkIn, clock, eventsOf } = await office();
    const { body: out } = await checkOut({ person: ada, dueDate: '2026-11-30' });
    const [due] = await world.dues.of('day', '2026-12-01T12', '2026-12-01T12:00:00.000Z', 10);
    const remind = () => remindOverdue(world)(String(due?.subject));
    const overdue = async () => (await eventsOf(laptop)).filter(({ name }) => name === 'AssignmentOverdue');

    expect(due).toMatchObject({ duty: 'overdue', subject: `${laptop}/${out.id}` });
    await remind();
    expect(await overdue()).toEqual([]);
    clock.set('2026-12-01T12:00:00.000Z');
    await Promise.all([remind(), remind()]);
    await remind();

    expect((await overdue()).map(({ body }) => body)).toEqual([{ assignment: out.id, person: ada, dueDate: '2026-11-30' }]);
    await checkIn(out.id);
    const { body: second } = await checkOut({ person: ada, dueDate: '2026-12-02' });
    await checkIn(second.id);
    clock.set('2026-12-09T12:00:00.000Z');
    await remindOverdue(world)(`${laptop}/${second.id}`);
    expect(await overdue()).toHaveLength(1);
  });

  it('A2 an overdue asset is mailed once to its holder and its owner', async () => {
    const { world, admin, assets, ada, bob, laptop, checkOut, clock } = await office();
    await assets.patch(`/v1/assets/${laptop}`, { owner: { person: bob } });
    const { body: out } = await checkOut({ person: ada, dueDate: '2026-11-30' });
    clock.set('2026-12-01T12:00:00.000Z');
    await remindOverdue(world)(`${laptop}/${out.id}`);
    const mails: MailMessage[] = [];
    const mailer = { send: async (mail: MailMessage) => ({ messageId: `message-${mails.push(mail)}` }) };
    const { context } = await approvalsApi();
    const notify = runningAs('notify', onEvent({ ...context, ...world, mailer, letters: lettersFrom('http://quiesce.test') }));

    for (const detail of await world.events.of({ type: 'item', id: laptop })) {
      await notify({ source: 'quiesce', detail });
      await notify({ source: 'quiesce', detail });
    }

    expect(mails.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
      ['ada@quiesce.test', 'Should have come back: a laptop'],
      ['bob@quiesce.test', 'Should have come back: a laptop'],
    ]);
    expect(mails[0]?.text).toContain('It was checked out until 2026-11-30 and has not come back.');
    expect((await admin.get(`/v1/people/${ada}/holdings`)).body.overdue).toHaveLength(1);
  });
});
