import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import type { EventName } from '../../../shared/domain/event/event-catalog.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from '../../support/approvals.ts';
import { runningAs } from '../../support/table-calls.ts';

type Api = Awaited<ReturnType<typeof approvalsApi>>;

const deliver = ({ context, world }: Api, name: EventName, body: object = {}) =>
  runningAs(
    'notify',
    onEvent(context),
  )({
    source: 'quiesce',
    detail: newEvent(world)(name, { actor: 'system', subject: { type: 'change', id: changeId }, body: { revision: 1, ...body } }),
  });

const addressees = ({ sent }: Api) => sent.map(({ to }) => to.split('@')[0]).sort();

it('P6 a mail that was sent is not sent again by a retry', async () => {
  const api = await approvalsApi();

  await deliver(api, 'ApprovalRequested');
  await deliver(api, 'ApprovalRequested');

  expect(addressees(api)).toEqual(['bob', 'cyd']);
});

it('P6 the mail that requests approval names the change and has the link on a line of its own', async () => {
  const api = await approvalsApi();

  await deliver(api, 'ApprovalRequested');

  const [mail] = api.sent;
  expect(mail?.subject).toContain('CHG-000123: Upgrade PostgreSQL');
  expect(mail?.text).toContain('CHG-000123: Upgrade PostgreSQL\n');
  expect(mail?.text).toMatch(/^http:\/\/quiesce\.test\/approvals\/[0-9a-f]{64}$/m);
});

it('P6 a failed mail does not stop the others, and the retry sends only the failed one', async () => {
  const api = await approvalsApi();
  api.refuses.add('bob@quiesce.test');

  await expect(deliver(api, 'ApprovalRequested')).rejects.toThrow('1 of 2 mails');
  expect(addressees(api)).toEqual(['cyd']);

  api.refuses.clear();
  await deliver(api, 'ApprovalRequested');
  expect(addressees(api)).toEqual(['bob', 'cyd']);
});

it('P1 people who have left or have decided get no mail', async () => {
  const api = await approvalsApi({}, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob', { departed: '2026-11-01' }), aPerson(cyd, 'Cyd')]);

  await deliver(api, 'ApprovalRequested');

  expect(addressees(api)).toEqual(['cyd']);
});

it('E1 an event that is outdated by the current status causes no mail', async () => {
  const api = await approvalsApi({ status: 'cancelled' });

  await deliver(api, 'ApprovalRequested');
  await deliver(api, 'ChangeScheduled');

  expect(api.sent).toEqual([]);
});

it('requester and implementer get a mail about the outcome of their change; people who were asked get one about a cancellation', async () => {
  const api = await approvalsApi();
  await deliver(api, 'ApprovalRequested');
  api.sent.length = 0;

  await api.edit({ status: 'scheduled' });
  await deliver(api, 'ChangeScheduled');
  expect(addressees(api)).toEqual(['ada']);

  api.sent.length = 0;
  await api.edit({ status: 'cancelled' });
  await deliver(api, 'ChangeCancelled');
  expect(addressees(api)).toEqual(['ada', 'bob', 'cyd']);
});

it('H1 the people of a change are told why its submission was refused after the request, unless it was submitted again', async () => {
  const api = await approvalsApi();
  const refusal = { at: '2026-11-24T02:00:00.000Z', code: 'scope/too-wide', detail: 'the scope has more than 10000 CIs', errors: [] };
  const { code, detail } = refusal;
  await deliver(api, 'SubmissionRefused', { code, detail });
  expect(api.sent).toEqual([]);

  await api.edit({ status: 'draft', refusal });
  await deliver(api, 'SubmissionRefused', { code, detail });

  expect(addressees(api)).toEqual(['ada']);
  expect(api.sent[0]?.text).toContain('The change cannot be submitted as it is: the scope has more than 10000 CIs.');
  expect(api.sent[0]?.text).toContain('It is a draft again, and nobody was asked to decide.');
});

it('W2 implementer and approvers get a summary when a window has ended', async () => {
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
    onHold: [],
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
    groups: [],
    digest: 'd',
  };
  await world.store.commit([world.windows.save(window), world.changes.saveDecision(approval)]);

  await deliver(api, 'WindowSettled');

  expect(addressees(api)).toEqual(['ada', 'cyd']);
  expect(api.sent[0]?.text).toContain('Alerts suppressed: 5. Recovered while suppressed: 3. Sent later: 2.');
  expect(api.sent[0]?.text).toContain('used: 30 min. Left: 1 h 30 min.');
});
