import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { apiClient } from '../../shared/contracts/client.ts';
import { listUnauthorizedChanges } from '../../shared/contracts/unauthorized-changes.ts';
import { callOrThrow } from './calls.ts';
import { account, clientFor, region } from './emulator.ts';
import type { HandOut } from './hand-out.ts';

/** The virtual machine of the demo that somebody changes past any change, and its ARN. */
export const driftingMachine = { name: 'catalog-batch-1', arn: `arn:aws:ec2:${region}:${account}:instance/i-0d3m0e5tate00001` };

/** What AWS Config puts on the default bus of the account when somebody makes the machine larger. */
const resized = (at: string) => ({
  Source: 'aws.config',
  DetailType: 'Config Configuration Item Change',
  Resources: [driftingMachine.arn],
  Detail: JSON.stringify({
    recordVersion: '1.3',
    messageType: 'ConfigurationItemChangeNotification',
    notificationCreationTime: at,
    configurationItemDiff: {
      changeType: 'UPDATE',
      changedProperties: {
        'Configuration.InstanceType': { previousValue: 'm7g.large', updatedValue: 'm7g.4xlarge', changeType: 'UPDATE' },
      },
    },
    configurationItem: {
      resourceType: 'AWS::EC2::Instance',
      resourceId: driftingMachine.arn.split('/')[1],
      ARN: driftingMachine.arn,
      awsAccountId: account,
      awsRegion: region,
      configurationItemCaptureTime: at,
      configurationItemStatus: 'OK',
      configuration: { instanceType: 'm7g.4xlarge' },
      tags: {},
      relationships: [],
    },
  }),
});

/**
 * Plays AWS Config: tells that a virtual machine of the demo was changed past any change, unless that is an open unauthorized change already.
 * @returns whether it was told now
 */
export const showDrift = async ({ apiUrl, awsEndpoint, tokens }: HandOut): Promise<boolean> => {
  const viewer = apiClient(apiUrl, tokens.viewer);
  const query = { status: 'open' as const, item: `hostname=${driftingMachine.name}` };
  const { items } = await callOrThrow(() => viewer.call(listUnauthorizedChanges, { query }));
  if (items.length > 0) return false;
  const bus = new EventBridgeClient(clientFor(awsEndpoint));
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [resized(new Date().toISOString())] }));
  if (FailedEntryCount) throw new Error('the event bus did not take the demo event of AWS Config');
  return true;
};
