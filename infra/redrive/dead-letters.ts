import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { eventSource } from '../../shared/events/names.ts';

/** Dead letters by what they are; with the work queue that they go back to, else they go on the bus. */
export const kinds = {
  sends: { deadLetters: 'SendsDeadLetters', queue: 'SendsQueue' },
  releases: { deadLetters: 'ReleasesDeadLetters', queue: 'ReleasesQueue' },
  events: { deadLetters: 'UndeliveredEvents' },
  invocations: { deadLetters: 'FailedInvocations' },
} as const satisfies Readonly<Record<string, { readonly deadLetters: string; readonly queue?: string }>>;
export type Kind = keyof typeof kinds;
export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);

interface DeadLettersContext {
  readonly sqs: SQSClient;
  readonly bus: EventBridgeClient;
  readonly stage: string;
}

/** EventBridge's envelope; `requestPayload` where an invocation failed with it. */
const Envelope = z.looseObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
  resources: z.array(z.string()).optional(),
});
const Letter = z.union([Envelope, z.looseObject({ requestPayload: Envelope }).transform(({ requestPayload }) => requestPayload)]);

const parsed = (body: string): z.output<typeof Envelope> | undefined => {
  try {
    return Letter.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
};

/** Puts an event of ours on the bus again. A missed minute is worth nothing. What others said cannot be said by us. */
const again = async ({ bus, stage }: DeadLettersContext, { Body = '' }: Message): Promise<'done' | string> => {
  const letter = parsed(Body);
  if (!letter) return 'what is no event';
  const { source, detail, resources, 'detail-type': name } = letter;
  if (name === 'Scheduled Event') return 'done';
  if (source !== eventSource) return `${name} of ${source}`;
  const entry = {
    EventBusName: `quiesce-${stage}`,
    Source: source,
    DetailType: name,
    Detail: JSON.stringify(detail),
    Resources: resources ?? [],
  };
  const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
  return FailedEntryCount ? `${name}: the bus refused it` : 'done';
};

/** Puts a message back on its work queue, with the group that it had. */
const back = async ({ sqs }: DeadLettersContext, QueueUrl: string, { Body, Attributes }: Message): Promise<'done'> => {
  const group = Attributes?.MessageGroupId;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body, ...(group ? { MessageGroupId: group } : {}) }));
  return 'done';
};

const urlOf = async ({ sqs, stage }: DeadLettersContext, name: string): Promise<string> => {
  const QueueNamePrefix = `quiesce-${stage}-service-${name}`;
  const { QueueUrls: [url] = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix }));
  if (!url) throw new Error(`no queue ${QueueNamePrefix}…: is stage ${stage} deployed in this account and region?`);
  return url;
};

/** Some messages; they stay hidden for a minute, so that what is left is not got again. */
const received = async ({ sqs }: DeadLettersContext, QueueUrl: string): Promise<readonly Message[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 60,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
};

/** About how many lie there. */
export const countOf = async (context: DeadLettersContext, kind: Kind): Promise<string> => {
  const QueueUrl = await urlOf(context, kinds[kind].deadLetters);
  const { Attributes } = await context.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Attributes?.ApproximateNumberOfMessages ?? '?';
};

/** Takes each dead letter of a kind once, does it again and deletes it (E2); names what is left. Answers how many were done. */
export const redrive = async (context: DeadLettersContext, kind: Kind, say: (line: string) => void): Promise<number> => {
  const { deadLetters, queue }: { readonly deadLetters: string; readonly queue?: string } = kinds[kind];
  const QueueUrl = await urlOf(context, deadLetters);
  const target = queue === undefined ? undefined : await urlOf(context, queue);
  let done = 0;
  for (let messages = await received(context, QueueUrl); messages.length > 0; messages = await received(context, QueueUrl)) {
    for (const message of messages) {
      const outcome = target ? await back(context, target, message) : await again(context, message);
      if (outcome !== 'done') say(`left: ${outcome} (message ${message.MessageId})`);
      else {
        await context.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        done += 1;
      }
    }
  }
  return done;
};
