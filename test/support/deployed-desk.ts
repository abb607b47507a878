import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientFor } from '../../infra/local/emulator.ts';
import type { Mail } from '../../infra/local/mails.ts';
import type { DemoRole } from '../../infra/local/people.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeStatus } from '../../shared/domain/change/change-values.ts';
import { plus } from '../../shared/domain/clock.ts';
import { callerAt, sendTo } from './http-caller.ts';
import { eventually } from './poll.ts';
import { deployedStack } from './stack.ts';
import { worldOn } from './world.ts';

/** The time between a request and its window: enough for assessment and approval on a slow machine. */
const lead = 6_000;

/** The instant that many milliseconds from now. */
export const inMillis = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

type ChangeInput = Partial<Record<keyof Change, unknown>>;

/** The demo people as callers of the deployed stack, and a `world` that reads and writes its table directly. */
export const deployedDesk = () => {
  const stack = deployedStack();
  const as = (role: DemoRole) => callerAt(stack, role);
  const [requester, approver, viewer] = [as('change-requester'), as('approver'), as('viewer')];
  const world = worldOn(
    dynamoRecords({ table: stack.tableName, unreadable: () => undefined, client: new DynamoDBClient(clientFor(stack.awsEndpoint)) }),
  );

  /** Registers a CI. @returns its id */
  const ci = async (overrides: object = {}): Promise<string> => {
    const { status, body } = await as('configuration-manager').post('/v1/configuration-items', {
      name: `db-${randomUUID()}`,
      class: 'database',
      criticality: 'low',
      ...overrides,
    });
    if (status !== 201) throw new Error(`the CI was not registered: ${status} ${JSON.stringify(body)}`);
    return body.id;
  };
  /** A planned window that begins in `begins` milliseconds and lasts `lasts`. */
  const window = (overrides: object = {}, begins = lead, lasts = 3_600_000) => {
    const start = inMillis(begins);
    return { start, end: plus(start, lasts), mode: 'planned', ...overrides };
  };
  const read = async (id: string): Promise<Change> => (await viewer.get(`/v1/changes/${id}`)).body;
  /** Waits until the change has this status. */
  const reaches = (id: string, status: ChangeStatus, within?: number): Promise<Change> =>
    eventually(
      async () => {
        const change = await read(id);
        if (change.status !== status) throw new Error(`${change.number} is ${change.status}, not ${status}`);
        return change;
      },
      { ...(within === undefined ? {} : { within }) },
    );
  /** Requests and submits a change with a unique title. */
  const submitted = async (overrides: ChangeInput = {}): Promise<Change> => {
    const defaults = {
      title: `Upgrade ${randomUUID()}`,
      items: overrides.items ?? [await ci()],
      window: window({}, 3_600_000),
      submit: true,
    };
    const { status, body } = await requester.post('/v1/changes', { ...defaults, ...overrides });
    if (status !== 201) throw new Error(`the change was not created: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const awaiting = async (overrides: ChangeInput = {}): Promise<Change> => reaches((await submitted(overrides)).id, 'awaiting-approval');
  const approve = ({ id, revision }: Pick<Change, 'id' | 'revision'>) =>
    approver.post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision });
  const scheduled = async (overrides: ChangeInput = {}): Promise<Change> => {
    const { status, body } = await approve(await awaiting(overrides));
    if (status !== 200 || body.status !== 'scheduled') throw new Error(`not scheduled: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const eventsOf = async (id: string): Promise<readonly { name: string; time: string }[]> =>
    (await viewer.get(`/v1/changes/${id}/events?limit=200`)).body.items;
  /** Whether alerts of a CI are suppressed, now or at an instant. */
  const suppressionOf = async (item: string, at?: string) =>
    (await viewer.get(`/v1/suppression?ci=${item}${at === undefined ? '' : `&at=${at}`}`)).body;

  /** Waits for a mail to a person about a change. @returns the newest, as `mailUrl` shows it */
  const mailTo = (role: DemoRole, { title }: Pick<Change, 'title'>, subject: RegExp): Promise<Mail> =>
    eventually(async () => {
      const mails: readonly Mail[] = (await sendTo(stack.mailUrl)).body;
      const found = mails.find((mail) => mail.to === stack.people[role].email && mail.text.includes(title) && subject.test(mail.subject));
      if (!found) throw new Error(`no mail to ${role} about ${title} (${subject})`);
      return found;
    });
  /** The approval link of a change in the mail to a person: the first after its title, as one mail may have several requests (P4). */
  const linkFor = async (role: DemoRole, change: Pick<Change, 'title'>): Promise<string> => {
    const { text } = await mailTo(role, change, /^Your decision/);
    return /^(http\S+\/approvals\/[0-9a-f]{64})$/m.exec(text.slice(text.indexOf(change.title)))?.[1] ?? '';
  };
  /** The code in the latest code mail to a person. */
  const codeFor = async (role: DemoRole, change: Pick<Change, 'title'>): Promise<string> =>
    (await mailTo(role, change, /^\d{6} is your code/)).subject.slice(0, 6);

  return {
    stack,
    world,
    as,
    requester,
    approver,
    viewer,
    ci,
    window,
    read,
    reaches,
    submitted,
    awaiting,
    approve,
    scheduled,
    eventsOf,
    suppressionOf,
    mailTo,
    linkFor,
    codeFor,
  };
};

export type DeployedDesk = ReturnType<typeof deployedDesk>;
