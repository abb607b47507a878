import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { account, clientFor, region } from '../../infra/local/emulator.ts';
import { countOf, type Kind } from '../../infra/redrive/dead-letters.ts';
import { aConfigEvent, type ConfigEventInput } from '../support/config-events.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const client = clientFor(desk.stack.awsEndpoint);
const bus = new EventBridgeClient(client);
const soon = { within: 30_000 };

/** Plays AWS Config: puts what it saw of a resource on the default bus of the account. */
const sees = async (arn: string, input: Partial<ConfigEventInput> = {}, ofAccount = account): Promise<void> => {
  const { source, detail, resources, 'detail-type': name } = aConfigEvent({ at: new Date().toISOString(), arn, ...input });
  const { configurationItem, ...others } = detail as unknown as { configurationItem: object };
  const Detail = JSON.stringify({ ...others, configurationItem: { ...configurationItem, awsAccountId: ofAccount } });
  const entry = { Source: source, DetailType: name, Detail, Resources: resources };
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
  expect(FailedEntryCount).toBe(0);
};

const anInstance = () => `arn:aws:ec2:${region}:${account}:instance/i-${randomUUID()}`;
const unauthorizedOf = async (item: string) => (await desk.viewer.get(`/v1/unauthorized-changes?item=${item}`)).body.items;

it('C7 what AWS Config puts on the default bus becomes an unauthorized change with a draft, and is resolved', async () => {
  const arn = anInstance();
  const item = await desk.ci({
    aliases: [{ scheme: 'aws-arn', value: arn }],
    stage: 'live',
    evidence: 'existing',
    changeControl: 'enforce',
  });
  await sees(arn);

  const [found] = await eventually(async () => {
    const all = await unauthorizedOf(item);
    expect(all).toHaveLength(1);
    return all;
  }, soon);
  expect(found).toMatchObject({ source: 'aws-config', status: 'open', resource: arn, actor: 'system' });
  expect(found.differences).toContainEqual({ path: '/Configuration.InstanceType', from: 'm7g.large', to: 'm7g.xlarge' });
  const draft = (await desk.viewer.get(`/v1/changes/${found.draft}`)).body;
  expect(draft).toMatchObject({ status: 'draft', type: 'emergency', items: [item], number: found.draftNumber });

  await sees(arn, { changed: { 'Configuration.ImageId': { previousValue: 'ami-1', updatedValue: 'ami-2', changeType: 'UPDATE' } } });
  await eventually(async () => {
    const all = await unauthorizedOf(item);
    expect(all.map(({ id, differences }: { id: string; differences: unknown[] }) => [id, differences.length])).toEqual([[found.id, 3]]);
  }, soon);

  const path = `/v1/unauthorized-changes/${found.id}/resolve`;
  const answer = await desk.as('change-manager').post(path, { resolution: 'reverted', reason: 'The size is back.' });
  expect([answer.status, answer.body.resolution]).toEqual([200, 'reverted']);
});

it('C7 an event about a resource of another account goes to the dead letters, and nothing is written', async () => {
  const arn = anInstance();
  const item = await desk.ci({
    aliases: [{ scheme: 'aws-arn', value: arn }],
    stage: 'live',
    evidence: 'existing',
    changeControl: 'enforce',
  });
  const count = async () => Number(await countOf({ sqs: new SQSClient(client), bus, stage: 'local' }, 'configs' satisfies Kind));
  const before = await count();
  await sees(arn, {}, '999999999999');

  await eventually(async () => expect(await count()).toBe(before + 1), soon);
  expect(await unauthorizedOf(item)).toEqual([]);
});
