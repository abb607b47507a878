import type { SNSClient } from '@aws-sdk/client-sns';
import { callLimit, type Topics } from '../domain/episode/receiver.ts';

const regionOf = (topicArn: string): string => topicArn.split(':')[3] ?? '';

/** The SDK is loaded at its first use, because most monitors have a webhook. */
const newClient = async (region: string): Promise<SNSClient> => {
  const { SNSClient: Client } = await import('@aws-sdk/client-sns');
  return new Client({ region, maxAttempts: 1 });
};

/** Publishes to SNS topics, each in its own region. A FIFO topic keeps the order of an episode and drops a repeated delivery. */
export const snsTopics = (clientOf: (region: string) => Promise<SNSClient> = newClient): Topics => {
  const clients = new Map<string, Promise<SNSClient>>();
  const clientIn = (region: string): Promise<SNSClient> => {
    const client = clients.get(region) ?? clientOf(region);
    clients.set(region, client);
    return client;
  };
  return {
    publish: async (topicArn, { subject, body, attributes, group, id }) => {
      try {
        const client = await clientIn(regionOf(topicArn));
        const { PublishCommand } = await import('@aws-sdk/client-sns');
        const command = new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
          ),
          ...(topicArn.endsWith('.fifo') ? { MessageGroupId: group, MessageDeduplicationId: id } : {}),
        });
        await client.send(command, { abortSignal: AbortSignal.timeout(callLimit) });
        return { status: 200 };
      } catch (error) {
        return { failed: error instanceof Error ? error.message : String(error) };
      }
    },
  };
};
