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

/** The kinds of dead letters. Messages of a kind with a `queue` go back to that work queue, the others go on the bus. */
export const kinds = {
  sends: { deadLetters: 'SendsDeadLetters', queue: 'SendsQueue' },
  releases: { deadLetters: 'ReleasesDeadLetters', queue: 'ReleasesQueue' },
  alarms: { deadLetters: 'AlarmEventsDeadLetters', queue: 'AlarmEventsQueue' },
  configs: { deadLetters: 'ConfigEventsDeadLetters', queue: 'ConfigEventsQueue' },
  imports: { deadLetters: 'ImportsDeadLetters', queue: 'ImportsQueue' },
  exports: { deadLetters: 'ExportsDeadLetters', queue: 'ExportsQueue' },
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

/** EventBridge's envelope. A failed asynchronous invocation has it in `requestPayload`. */
const Envelope = z.looseObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
  resources: z.array(z.string()).optional(),
});
const DeadLetter = z.union([Envelope, z.looseObject({ requestPayload: Envelope }).transform(({ requestPayload }) => requestPayload)]);

const parse = (body: string): z.output<typeof Envelope> | undefined => {
  try {
    return DeadLetter.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
};

/** The queues of events that AWS puts on the bus. */
const queuesOfSources: Readonly<Record<string, string>> = { 'aws.cloudwatch': kinds.alarms.queue, 'aws.config': kinds.configs.queue };

/**
 * Puts one of our own events on the bus again, and one of CloudWatch or AWS Config on its queue. A missed run of a schedule is dropped, because
 * the next run does its work. We cannot publish events of other sources: the result names the event.
 */
const publishAgain = async (context: DeadLettersContext, message: Message): Promise<'done' | string> => {
  const { bus, stage } = context;
  const letter = parse(message.Body ?? '');
  if (!letter) return 'not an EventBridge event';
  const { source, detail, resources, 'detail-type': name } = letter;
  if (name === 'Scheduled Event') return 'done';
  const foreign = queuesOfSources[source];
  if (foreign !== undefined) return returnToQueue(context, await urlOf(context, foreign), { Body: JSON.stringify(letter) });
  if (source !== eventSource) return `${name} from ${source}`;
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

/** Puts a message back on its work queue, with its message group. */
const returnToQueue = async ({ sqs }: DeadLettersContext, QueueUrl: string, { Body, Attributes }: Message): Promise<'done'> => {
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

/** Receives up to ten messages. They stay hidden for a minute, so that messages that are not deleted are not received again in this run. */
const receive = async ({ sqs }: DeadLettersContext, QueueUrl: string): Promise<readonly Message[]> => {
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

/** The approximate number of dead letters of a kind. */
export const countOf = async (context: DeadLettersContext, kind: Kind): Promise<string> => {
  const QueueUrl = await urlOf(context, kinds[kind].deadLetters);
  const { Attributes } = await context.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Attributes?.ApproximateNumberOfMessages ?? '?';
};

/**
 * Sends each dead letter of a kind again and deletes it (E2). A letter that cannot be sent again is reported and stays in its queue.
 * @returns how many were sent
 */
export const redrive = async (context: DeadLettersContext, kind: Kind, report: (line: string) => void): Promise<number> => {
  const { deadLetters, queue }: { readonly deadLetters: string; readonly queue?: string } = kinds[kind];
  const QueueUrl = await urlOf(context, deadLetters);
  const target = queue === undefined ? undefined : await urlOf(context, queue);
  let sent = 0;
  for (let messages = await receive(context, QueueUrl); messages.length > 0; messages = await receive(context, QueueUrl)) {
    for (const message of messages) {
      const outcome = target ? await returnToQueue(context, target, message) : await publishAgain(context, message);
      if (outcome !== 'done') report(`not sent: ${outcome} (message ${message.MessageId})`);
      else {
        await context.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        sent += 1;
      }
    }
  }
  return sent;
};
