import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { ada, aPerson, approvalsApi, bob, changeId } from '../../support/approvals.ts';
import { runningAs } from '../../support/table-calls.ts';

type Api = Awaited<ReturnType<typeof approvalsApi>>;

const notify = ({ context }: Api) => runningAs('notify', onEvent(context));

/** Bob was asked to decide, with message-1. */
const asked = async (): Promise<Api> => {
  const api = await approvalsApi({}, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob', { secondEmail: 'bob2@quiesce.test' })]);
  const event = newEvent(api.world)('ApprovalRequested', {
    actor: 'system',
    subject: { type: 'change', id: changeId },
    body: { revision: 1 },
  });
  await notify(api)({ source: 'quiesce', detail: event });
  return api;
};

/** An event of SES, with the fields of its documentation that tell what happened. */
const reported = (api: Api, eventType: string, messageId: string, more: object = {}) =>
  notify(api)({
    source: 'aws.ses',
    detail: { eventType, mail: { messageId, tags: { 'ses:configuration-set': ['quiesce-prod-mails'] } }, ...more },
  });

const bounce = (bounceType: string) => ({ bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [] } });

const addressees = ({ sent }: Api) => sent.map(({ to }) => to.split('@')[0]).sort();

/** What the change shows about its mails. */
const shown = async (api: Api) => {
  const { bounced, delayed, complaints } = (await api.as('viewer').get(`/v1/changes/${changeId}/approvals`)).body;
  return { bounced, delayed, complaints };
};

const toBob = { person: bob, name: 'Bob', kind: 'approval-request' };
const nothing = { bounced: [], delayed: [], complaints: [] };

it.each([
  ['bounced for good', 'Bounce', bounce('Permanent')],
  ['bounced for a reason that SES could not determine', 'Bounce', bounce('Undetermined')],
  ['was rejected by SES', 'Reject', { reject: { reason: 'Bad content' } }],
])('P8 a mail that %s is shown on the change and is sent once to the second address', async (_, eventType, more) => {
  const api = await asked();

  await reported(api, eventType, 'message-1', more);
  await reported(api, eventType, 'message-1', more);

  expect(addressees(api)).toEqual(['bob', 'bob2']);
  expect(await shown(api)).toEqual({ ...nothing, bounced: [toBob] });
  const link = /\/approvals\/[0-9a-f]{64}/.exec(api.sent[1]?.text ?? '')?.[0] ?? '';
  expect((await api.get(link)).status).toBe(200);

  await reported(api, eventType, 'message-2', more);
  expect(await api.world.mails.mailsOf(changeId)).toMatchObject([{ bounced: true, second: { bounced: true } }]);
  expect(api.sent).toHaveLength(2);
});

it.each([
  ['that bounced for a reason that may pass', 'Bounce', bounce('Transient')],
  ['whose delivery is delayed', 'DeliveryDelay', { deliveryDelay: { delayType: 'MailboxFull' } }],
])('P8 a mail %s is shown as delayed since the first report, and goes nowhere else', async (_, eventType, more) => {
  const api = await asked();
  const since = api.clock.now();

  await reported(api, eventType, 'message-1', more);
  api.clock.advance(3_600_000);
  await reported(api, eventType, 'message-1', more);

  expect(addressees(api)).toEqual(['bob']);
  expect(await shown(api)).toEqual({ ...nothing, delayed: [{ ...toBob, at: since }] });
});

it('P8 a delayed mail that bounces in the end is shown as bounced only', async () => {
  const api = await asked();

  await reported(api, 'DeliveryDelay', 'message-1');
  await reported(api, 'Bounce', 'message-1', bounce('Permanent'));

  expect(addressees(api)).toEqual(['bob', 'bob2']);
  expect(await shown(api)).toEqual({ ...nothing, bounced: [toBob] });
});

it('P8 a complaint is shown and stops nothing', async () => {
  const api = await asked();
  const since = api.clock.now();

  await reported(api, 'Complaint', 'message-1', { complaint: { complaintFeedbackType: 'abuse' } });
  const [mail] = await api.world.mails.mailsOf(changeId);
  await reported(api, 'Complaint', 'message-1', { complaint: { complaintFeedbackType: 'abuse' } });

  expect(await shown(api)).toEqual({ ...nothing, complaints: [{ ...toBob, at: since }] });
  expect(await api.world.mails.mailsOf(changeId)).toEqual([mail]);
  expect(addressees(api)).toEqual(['bob']);
});

it.each([
  ['of an unknown mail', 'Bounce', 'foreign'],
  ['of a type that says nothing new', 'Delivery', 'message-1'],
])('P8 a report %s is ignored without an error', async (_, eventType, messageId) => {
  const api = await asked();

  await reported(api, eventType, messageId, bounce('Permanent'));

  expect(addressees(api)).toEqual(['bob']);
  expect(await shown(api)).toEqual(nothing);
});

it('E2 an event that is not about a mail fails, so that it is kept as a dead letter', async () => {
  const api = await asked();

  await expect(notify(api)({ source: 'aws.ses', detail: { eventType: 'Bounce' } })).rejects.toThrow('"mail"');
});
