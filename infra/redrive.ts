import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { eventSource } from '../shared/events/names.ts';

/**
 * What lies in the dead-letter queues, and how it is done again (E2, docs/runbook.md). All of it is idempotent by state: doing it twice
 * is harmless. Messages of work queues go back to their queue, events back on the bus; what cannot go back is named and left.
 *
 * Usage: `npm run redrive -- [--stage prod] [sends|releases|events|invocations]`; without a name it says how many lie where.
 */
type Kind = 'sends' | 'releases' | 'events' | 'invocations';
const kinds: Readonly<Record<Kind, { readonly deadLetters: string; readonly queue?: string }>> = {
  sends: { deadLetters: 'SendsDeadLetters', queue: 'SendsQueue' },
  releases: { deadLetters: 'ReleasesDeadLetters', queue: 'ReleasesQueue' },
  events: { deadLetters: 'UndeliveredEvents' },
  invocations: { deadLetters: 'FailedInvocations' },
};
const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);

const { values, positionals } = parseArgs({ options: { stage: { type: 'string', default: 'local' } }, allowPositionals: true });
const { stage } = values;

/** The local stage's emulator; elsewhere the shell's own credentials and region. */
const clientSettings = () => {
  if (stage !== 'local') return {};
  const file = resolve(import.meta.dirname, '../.quiesce/local.json');
  if (!existsSync(file)) throw new Error('no local stack was started here: npm start, or --stage for another');
  const { awsEndpoint, region } = JSON.parse(readFileSync(file, 'utf8')) as { readonly awsEndpoint: string; readonly region: string };
  return { endpoint: awsEndpoint, region, credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } };
};
const sqs = new SQSClient(clientSettings());
const bus = new EventBridgeClient(clientSettings());

const urlOf = async (name: string): Promise<string> => {
  const QueueNamePrefix = `quiesce-${stage}-service-${name}`;
  const { QueueUrls: [url] = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix }));
  if (!url) throw new Error(`no queue ${QueueNamePrefix}…: is stage ${stage} deployed in this account and region?`);
  return url;
};

/** EventBridge's envelope; `requestPayload` where an invocation failed with it. */
const Envelope = z.looseObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
  resources: z.array(z.string()).optional(),
});
const Letter = z.union([Envelope, z.looseObject({ requestPayload: Envelope }).transform(({ requestPayload }) => requestPayload)]);

/** Puts an event of ours on the bus again. A missed minute is worth nothing. What others said cannot be said by us. */
const again = async (body: string): Promise<'done' | string> => {
  const { source, detail, resources, 'detail-type': name } = Letter.parse(JSON.parse(body));
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
const back = async (QueueUrl: string, { Body, Attributes }: Message): Promise<'done'> => {
  const group = Attributes?.MessageGroupId;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body, ...(group ? { MessageGroupId: group } : {}) }));
  return 'done';
};

/** Takes each message once: what is left stays hidden for a minute, and so ends the loop. */
const redrive = async (kind: Kind): Promise<void> => {
  const { deadLetters, queue } = kinds[kind];
  const [QueueUrl, target] = await Promise.all([urlOf(deadLetters), queue && urlOf(queue)]);
  let done = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 60,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      const outcome = target ? await back(target, message) : await again(message.Body ?? '');
      if (outcome !== 'done') console.log(`left: ${outcome} (message ${message.MessageId})`);
      else {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        done += 1;
      }
    }
  }
  console.log(`${kind}: ${done} done again`);
};

const count = async (kind: Kind): Promise<void> => {
  const QueueUrl = await urlOf(kinds[kind].deadLetters);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
  console.log(`${kind.padEnd(12)} ${Attributes?.ApproximateNumberOfMessages ?? '?'}`);
};

const unknown = positionals.find((name) => !isKind(name));
if (unknown !== undefined) throw new Error(`unknown '${unknown}': give ${Object.keys(kinds).join(', ')}`);
for (const kind of Object.keys(kinds) as Kind[]) {
  if (positionals.length === 0) await count(kind);
  else if (positionals.includes(kind)) await redrive(kind);
}
