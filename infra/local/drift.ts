import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { apiClient } from '../../shared/contracts/client.ts';
import { listUnauthorizedChanges } from '../../shared/contracts/unauthorized-changes.ts';
import { callOrThrow } from './calls.ts';
import { changeNotification } from './config-notification.ts';
import { account, clientFor, region } from './emulator.ts';
import type { HandOut } from './hand-out.ts';
import { eventually } from './story/narrator.ts';

/** The virtual machine of the demo that somebody changes without a change, and its ARN. */
export const driftingMachine = { name: 'catalog-batch-1', arn: `arn:aws:ec2:${region}:${account}:instance/i-0d3m0e5tate00001` };

/** What AWS Config puts on the default bus of the account when somebody makes the machine larger. */
const resized = (at: string) => ({
  Source: 'aws.config',
  DetailType: 'Config Configuration Item Change',
  Resources: [driftingMachine.arn],
  Detail: JSON.stringify(
    changeNotification({
      resource: { resourceType: 'AWS::EC2::Instance', resourceId: 'i-0d3m0e5tate00001', ARN: driftingMachine.arn },
      ...{ account, region, at, changeType: 'UPDATE' },
      changed: {
        'Configuration.InstanceType': { previousValue: 'm7g.large', updatedValue: 'm7g.4xlarge', changeType: 'UPDATE' },
      },
      configuration: { instanceType: 'm7g.4xlarge' },
      tags: {},
    }),
  ),
});

/** How many unauthorized changes of the machine there are, resolved ones too: at most one page of them. */
const countDrift = async ({ apiUrl, tokens }: HandOut): Promise<number> => {
  const viewer = apiClient(apiUrl, tokens.viewer);
  const query = { item: `hostname=${driftingMachine.name}` };
  return (await callOrThrow(() => viewer.call(listUnauthorizedChanges, { query }))).items.length;
};

/**
 * Plays AWS Config: tells that a virtual machine of the demo was changed without a change, and waits until that is an unauthorized change.
 * Does nothing if the machine has one already, be it open or resolved.
 * @returns whether it was told now
 * @throws StoryFailed when the unauthorized change is not listed in time
 */
export const showDrift = async (local: HandOut): Promise<boolean> => {
  if ((await countDrift(local)) > 0) return false;
  const bus = new EventBridgeClient(clientFor(local.awsEndpoint));
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [resized(new Date().toISOString())] }));
  if (FailedEntryCount) throw new Error('the event bus did not take the demo event of AWS Config');
  const see = `GET ${local.apiUrl}/v1/unauthorized-changes`;
  return eventually({ what: 'the unauthorized change that AWS Config has seen', seconds: 60, see }, async () =>
    (await countDrift(local)) > 0 ? (true as const) : undefined,
  );
};
