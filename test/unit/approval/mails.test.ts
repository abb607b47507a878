import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { EventName } from '../../../shared/domain/event/event-catalog.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from '../../support/approvals.ts';

type Api = Awaited<ReturnType<typeof approvalsApi>>;

const told = ({ context, world }: Api, name: EventName) =>
  onEvent(context)({
    source: 'quiesce',
    detail: newEvent(world)(name, { actor: 'system', subject: { type: 'change', id: changeId }, body: { revision: 1 } }),
  });

const bounced = ({ context }: Api, messageId: string) => onEvent(context)({ source: 'aws.ses', detail: { mail: { messageId } } });

const addressees = ({ sent }: Api) => sent.map(({ to }) => to.split('@')[0]).sort();

it('P6 a mail that was sent is not sent again by a retry', async () => {
  const api = await approvalsApi();

  await told(api, 'ApprovalRequested');
  await told(api, 'ApprovalRequested');

  expect(addressees(api)).toEqual(['bob', 'cyd']);
});

it('P6 the request names the change; its link stands alone on its line', async () => {
  const api = await approvalsApi();

  await told(api, 'ApprovalRequested');

  const [mail] = api.sent;
  expect(mail?.subject).toContain('CHG-000123: Upgrade PostgreSQL');
  expect(mail?.text).toContain('CHG-000123: Upgrade PostgreSQL\n');
  expect(mail?.text).toMatch(/^http:\/\/quiesce\.test\/approvals\/[0-9a-f]{64}$/m);
});

it('P6 one failing recipient stops no other; the retry reaches who is left', async () => {
  const api = await approvalsApi();
  api.refuses.add('bob@quiesce.test');

  await expect(told(api, 'ApprovalRequested')).rejects.toThrow('1 of 2 mails');
  expect(addressees(api)).toEqual(['cyd']);

  api.refuses.clear();
  await told(api, 'ApprovalRequested');
  expect(addressees(api)).toEqual(['bob', 'cyd']);
});

it('P1 who has left, or has decided, is not asked', async () => {
  const api = await approvalsApi({}, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob', { departed: '2026-11-01' }), aPerson(cyd, 'Cyd')]);

  await told(api, 'ApprovalRequested');

  expect(addressees(api)).toEqual(['cyd']);
});

it('E1 an event that is no longer so tells nobody', async () => {
  const api = await approvalsApi({ status: 'cancelled' });

  await told(api, 'ApprovalRequested');
  await told(api, 'ChangeScheduled');

  expect(api.sent).toEqual([]);
});

it('requester and implementer are told what became of their change; a cancellation also who was asked', async () => {
  const api = await approvalsApi();
  await told(api, 'ApprovalRequested');
  api.sent.length = 0;

  await api.edit({ status: 'scheduled' });
  await told(api, 'ChangeScheduled');
  expect(addressees(api)).toEqual(['ada']);

  api.sent.length = 0;
  await api.edit({ status: 'cancelled' });
  await told(api, 'ChangeCancelled');
  expect(addressees(api)).toEqual(['ada', 'bob', 'cyd']);
});

it('W2 implementer and approvers get the account of an ended window', async () => {
  const windowId = '01900000-0000-7000-8000-000000000200';
  const api = await approvalsApi({ windowId, status: 'in-review' });
  const { world } = api;
  const at = '2026-11-24T02:00:00.000Z';
  const window = {
    id: windowId,
    version: 1,
    createdAt: at,
    updatedAt: at,
    change: changeId,
    number: 'CHG-000123',
    revision: 1,
    mode: 'planned' as const,
    suppress: true,
    start: '2026-11-25T02:00:00.000Z',
    end: '2026-11-25T04:00:00.000Z',
    digest: 'd',
    named: [bob],
    inForce: [],
    holds: [],
    lifts: [],
    startedAt: '2026-11-25T02:10:00.000Z',
    endedAt: '2026-11-25T02:40:00.000Z',
    opened: true,
    closed: true,
    releaseDue: false,
    settled: true,
  };
  const approval = {
    id: windowId,
    version: 1 as const,
    change: changeId,
    revision: 1,
    person: cyd,
    level: 1,
    decision: 'approve' as const,
    decidedAt: at,
    digest: 'd',
  };
  await world.store.commit([world.windows.save(window), world.changes.saveDecision(approval)]);

  await told(api, 'WindowSettled');

  expect(addressees(api)).toEqual(['ada', 'cyd']);
  expect(api.sent[0]?.text).toContain('Alerts suppressed: 5. Recovered while suppressed: 3. Sent later: 2.');
  expect(api.sent[0]?.text).toContain('used: 30 min. Left: 1 h 30 min.');
});

it('P8 a bounced mail shows on the change and goes to the second address, once', async () => {
  const api = await approvalsApi({}, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob', { secondEmail: 'bob2@quiesce.test' })]);
  await told(api, 'ApprovalRequested');

  await bounced(api, 'message-1');
  await bounced(api, 'message-1');

  expect(addressees(api)).toEqual(['bob', 'bob2']);
  expect(await api.world.mails.bouncedOf(changeId)).toEqual([{ person: bob, kind: 'approval-request' }]);
  const link = /\/approvals\/[0-9a-f]{64}/.exec(api.sent[1]?.text ?? '')?.[0] ?? '';
  expect((await api.get(link)).status).toBe(200);

  await bounced(api, 'message-2');
  expect(await api.world.mails.mailsOf(changeId)).toMatchObject([{ bounced: true, second: { bounced: true } }]);
  expect(api.sent).toHaveLength(2);
});

it('P8 a bounce of a mail that is not followed ends well', async () => {
  const api = await approvalsApi();

  await bounced(api, 'foreign');

  expect(api.sent).toEqual([]);
});
