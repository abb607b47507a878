import { type ApprovalsContext, approvalsEndpoints } from '../../functions/approvals/endpoints.ts';
import { changesEndpoints } from '../../functions/changes/endpoints.ts';
import type { NotificationContext } from '../../functions/notify/on-event.ts';
import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { tellPeople } from '../../shared/application/notification/tell-people.ts';
import { ChangeRow } from '../../shared/data/change/change-rows.ts';
import type { ApprovalRequest, ApproverGroup } from '../../shared/domain/approval/approval.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeStatus } from '../../shared/domain/change/change-values.ts';
import type { Person } from '../../shared/domain/person/person.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { apiOf, idOf } from './api.ts';
import { outbox, reader } from './mailed-links.ts';
import { runningAs } from './table-calls.ts';
import { aWindow } from './windows.ts';
import type { World } from './world.ts';

export const ada = idOf(1);
export const bob = idOf(2);
export const cyd = idOf(3);
export const changeId = idOf(100);
const windowId = idOf(101);
const made = '2026-11-24T02:00:00.000Z';
const resource = { version: 1, createdAt: made, updatedAt: made };

export const aPerson = (id: string, name: string, more: Partial<Person> = {}): Person => ({
  ...resource,
  id,
  name,
  email: `${name.toLowerCase()}@quiesce.test`,
  zone: 'Europe/Berlin',
  roles: ['viewer'],
  teams: [],
  ...more,
});

/** The fields of a change in each status, in addition to those of a change that awaits approval. */
const ofStatus: Partial<Record<ChangeStatus, object>> = {
  scheduled: { agreedAt: made, scheduledAt: made },
  implementing: { agreedAt: made, scheduledAt: made, startedAt: made },
  'in-review': { agreedAt: made, scheduledAt: made, finishedAt: made },
  closed: { agreedAt: made, scheduledAt: made, finishedAt: made, closedAt: made },
  cancelled: { ended: { by: 'person:x', reason: 'no longer needed', at: made } },
};

/** Fields of a change in any status. */
export type ChangeParts = { readonly [Field in keyof Change]?: Change[Field] | undefined };

/** An hour at night on a day. */
export const plannedOn = (day: string) =>
  ({ start: `${day}T02:00:00.000Z`, end: `${day}T03:00:00.000Z`, mode: 'planned', suppress: true }) as const;

/** A change with these fields, and with what its status requires. */
export const changeOf = (fields: ChangeParts): Change => ChangeRow().parse({ ...ofStatus[fields.status ?? 'draft'], ...fields });

/** A request of the shipped policy to these groups, each of which gives one approval at level 1 unless it says otherwise. */
export const askingGroups = (
  ...groups: readonly (Pick<ApproverGroup, 'group' | 'name' | 'eligible'> & Partial<ApproverGroup>)[]
): ApprovalRequest => ({
  ...{ policy: 'default', policyVersion: 1, rejectWhen: 'any', deciding: 'code' },
  groups: groups.map((group) => ({ quorum: 1, level: 1, ...group })),
});

/** A change that Ada requested and that awaits approval by Bob or Cyd until its window begins, in a day. */
export const aChange = (more: ChangeParts = {}): Change =>
  changeOf({
    ...resource,
    id: changeId,
    number: 'CHG-000123',
    type: 'normal',
    title: 'Upgrade PostgreSQL',
    links: [],
    items: [idOf(50)],
    status: 'awaiting-approval',
    onHold: false,
    revision: 1,
    requester: ada,
    implementer: ada,
    risk: 'moderate',
    window: { start: '2026-11-25T02:00:00.000Z', end: '2026-11-25T04:00:00.000Z', mode: 'planned', suppress: true },
    windowId,
    submittedAt: made,
    approvalDeadline: '2026-11-25T02:00:00.000Z',
    pinned: askingGroups({ group: idOf(60), name: 'approvers', eligible: [bob, cyd] }),
    approvals: { needed: 1, given: 0 },
    scope: { digest: 'd', count: 1, revision: 1 },
    conflicts: [],
    outcomes: [],
    overrun: false,
    notStarted: false,
    ...more,
  });

/** The routes of approvals and changes on the in-memory table, and the mails that were sent. */
export const approvalsApi = async (
  more: ChangeParts = {},
  people: readonly Person[] = [aPerson(ada, 'Ada'), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd')],
) => {
  const { sent, refuses, mailer } = outbox();
  const letters = lettersFrom('http://quiesce.test');
  const contextOf = (world: World): ApprovalsContext & World => ({ ...world, mailer, letters, decide: decideOnChange(world) });
  const api = apiOf((world) => [...approvalsEndpoints(contextOf(world)), ...changesEndpoints({ ...world, approversGroup: 'approvers' })]);
  const { world } = api;
  const change = aChange(more);
  const members = people.map(({ id }) => ({ person: id }));
  const groups = (change.pinned?.groups ?? []).map(({ group, name }) => ({ ...resource, id: group, name, members, channels: [] }));
  await world.store.commit([
    ...groups.flatMap((group) => world.contactGroups.save(group)),
    ...world.changes.save(change),
    world.windows.save(aWindow({ id: windowId, change: change.id, named: change.items })),
    ...people.flatMap((person) => world.people.save(person)),
  ]);
  const context: NotificationContext = {
    ...world,
    mailer,
    letters,
    tallyOf: async () => ({ quiet: 5, absorbed: 3, released: 2 }),
  };
  const edit = async (fields: ChangeParts): Promise<void> => {
    const change = await world.changes.get(changeId);
    await world.store.commit([...world.changes.save(changeOf({ ...change, ...fields, version: change.version + 1 }), change)]);
  };

  /** Mails everybody who is asked. @returns the path of Bob's link */
  const ask = async (): Promise<string> => {
    await runningAs('notify', tellPeople(context))('approval-request', changeId);
    const mail = sent.find(({ to, text }) => to === 'bob@quiesce.test' && text.includes('/approvals/'));
    return /^http:\/\/quiesce\.test(\/approvals\/[0-9a-f]{64})$/m.exec(mail?.text ?? '')?.[1] ?? '';
  };
  return { ...api, sent, refuses, context, edit, ask, ...reader(api, sent) };
};
