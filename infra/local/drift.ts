import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { listAuditEvents } from '../../shared/contracts/audit-events.ts';
import { apiClient } from '../../shared/contracts/client.ts';
import { listUnauthorizedChanges } from '../../shared/contracts/unauthorized-changes.ts';
import { callOrThrow } from './calls.ts';
import { changeNotification } from './config-notification.ts';
import { account, clientFor, region } from './emulator.ts';
import type { HandOut } from './hand-out.ts';
import { eventually } from './story/narrator.ts';

/** The virtual machine of the demo that somebody changes without a change, and its ARN. */
export const driftingMachine = { name: 'catalog-batch-1', arn: `arn:aws:ec2:${region}:${account}:instance/i-0d3m0e5tate00001` };

/** The sizes that the machine has in turn. */
const sizes = ['m7g.large', 'm7g.4xlarge', 'm7g.8xlarge'] as const;

/** The sizes of the machine before and after somebody changes it. */
interface Resize {
  readonly from: string;
  readonly to: string;
}

/** What AWS Config puts on the default bus of the account when somebody changes the size of the machine. */
const resized = (at: string, { from, to }: Resize) => ({
  Source: 'aws.config',
  DetailType: 'Config Configuration Item Change',
  Resources: [driftingMachine.arn],
  Detail: JSON.stringify(
    changeNotification({
      resource: { resourceType: 'AWS::EC2::Instance', resourceId: 'i-0d3m0e5tate00001', ARN: driftingMachine.arn },
      ...{ account, region, at, changeType: 'UPDATE' },
      changed: {
        'Configuration.InstanceType': { previousValue: from, updatedValue: to, changeType: 'UPDATE' },
      },
      configuration: { instanceType: to },
      tags: {},
    }),
  ),
});

/** @throws Error if the event bus does not take the event */
const putOnBus = async ({ awsEndpoint }: HandOut, event: ReturnType<typeof resized>): Promise<void> => {
  const bus = new EventBridgeClient(clientFor(awsEndpoint));
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [event] }));
  if (FailedEntryCount) throw new Error('the event bus did not take the demo event of AWS Config');
};

/** Unauthorized changes of the machine, resolved ones too unless a status is given: at most one page of them. */
const driftOf = async ({ apiUrl, tokens }: HandOut, status?: 'open') => {
  const viewer = apiClient(apiUrl, tokens.viewer);
  const query = { item: `hostname=${driftingMachine.name}`, ...(status ? { status } : {}) };
  return (await callOrThrow(() => viewer.call(listUnauthorizedChanges, { query }))).items;
};

/**
 * Plays AWS Config: tells that a virtual machine of the demo was changed without a change, and waits until that is an unauthorized change.
 * Does nothing if the machine has one already, be it open or resolved.
 * @returns whether it was told now
 * @throws StoryFailed when the unauthorized change is not listed in time
 */
export const showDrift = async (local: HandOut): Promise<boolean> => {
  if ((await driftOf(local)).length > 0) return false;
  await putOnBus(local, resized(new Date().toISOString(), { from: sizes[0], to: sizes[1] }));
  const see = `GET ${local.apiUrl}/v1/unauthorized-changes`;
  return eventually({ what: 'the unauthorized change that AWS Config has seen', seconds: 60, see }, async () =>
    (await driftOf(local)).length > 0 ? (true as const) : undefined,
  );
};

/** What became of a change that AWS Config told: in an unauthorized change, a new one or one that was open before, or linked to a change. */
export interface PlayedDrift {
  readonly outcome: 'recorded' | 'extended' | 'linked';
  readonly change: Resize;
  /** Where to see it in the API. */
  readonly path: string;
}

/** The change to which AWS Config's event of this time was linked. */
const linkedAt = async ({ apiUrl, tokens }: HandOut, at: string): Promise<string | undefined> => {
  const auditor = apiClient(apiUrl, tokens.auditor);
  const query = { type: 'ResourceChangeLinked' as const, from: at };
  const { items } = await callOrThrow(() => auditor.call(listAuditEvents, { query }));
  return items.find(({ body }) => (body as { readonly capturedAt?: string }).capturedAt === at)?.change;
};

/**
 * Plays AWS Config again, as often as one likes: tells that the machine was given another size just now, and waits until the API tells what
 * became of it.
 * @throws StoryFailed when nothing is told in time
 */
export const playDrift = async (local: HandOut): Promise<PlayedDrift> => {
  const [open] = await driftOf(local, 'open');
  const now = open?.differences.find(({ path }) => path === '/Configuration.InstanceType')?.to;
  const change = now === sizes[2] ? { from: sizes[2], to: sizes[1] } : { from: sizes[1], to: sizes[2] };
  const at = new Date().toISOString();
  await putOnBus(local, resized(at, change));
  const see = `GET ${local.apiUrl}/v1/unauthorized-changes`;
  return eventually({ what: 'what becomes of the difference that AWS Config has seen', seconds: 60, see }, async () => {
    const [found] = await driftOf(local, 'open');
    const path = `/v1/unauthorized-changes?item=hostname=${driftingMachine.name}&status=open`;
    if (found?.observedAt === at) return { outcome: found.id === open?.id ? 'extended' : 'recorded', change, path } as const;
    const linked = await linkedAt(local, at);
    return linked === undefined ? undefined : ({ outcome: 'linked', change, path: `/v1/changes/${linked}/events` } as const);
  });
};
