import { parseArgs } from 'node:util';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { countOf, isKind, type Kind, kinds, redrive } from './redrive/dead-letters.ts';
import { clientSettingsOf } from './stage-clients.ts';

/**
 * Counts the messages in the dead-letter queues, or processes them again (docs/runbook.md). Consumers are idempotent by state, so
 * processing a message twice is harmless (E2). Messages of work queues go back to their queue, events go back to the bus. A message that
 * cannot be sent again is reported and stays in the dead-letter queue.
 *
 * Usage: `npm run redrive -- [--stage prod] [sends|releases|alarms|configs|imports|exports|events|invocations]`. Without a name it prints the number of messages by queue.
 */
const { values, positionals } = parseArgs({ options: { stage: { type: 'string', default: 'local' } }, allowPositionals: true });
const { stage } = values;

const unknown = positionals.find((name) => !isKind(name));
if (unknown !== undefined) throw new Error(`unknown name '${unknown}': use one of ${Object.keys(kinds).join(', ')}`);

const context = { sqs: new SQSClient(clientSettingsOf(stage)), bus: new EventBridgeClient(clientSettingsOf(stage)), stage };
for (const kind of Object.keys(kinds) as Kind[]) {
  if (positionals.length === 0) console.log(`${kind.padEnd(12)} ${await countOf(context, kind)}`);
  else if (positionals.includes(kind)) console.log(`${kind}: ${await redrive(context, kind, console.log)} sent again`);
}
