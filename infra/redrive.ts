import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { directory } from './local/directory.ts';
import { clientFor } from './local/emulator.ts';
import type { HandOut } from './local/hand-out.ts';
import { countOf, isKind, type Kind, kinds, redrive } from './redrive/dead-letters.ts';

/**
 * Counts the messages in the dead-letter queues, or processes them again (docs/runbook.md). Consumers are idempotent by state, so
 * processing a message twice is harmless (E2). Messages of work queues go back to their queue, events go back to the bus. A message that
 * cannot be sent again is reported and stays in the dead-letter queue.
 *
 * Usage: `npm run redrive -- [--stage prod] [sends|releases|events|invocations]`. Without a name it prints the number of messages by queue.
 */
const { values, positionals } = parseArgs({ options: { stage: { type: 'string', default: 'local' } }, allowPositionals: true });
const { stage } = values;

/** Local stage: the emulator. Other stages: the shell's own credentials and region. */
const clientSettings = () => {
  if (stage !== 'local') return {};
  const file = join(directory, 'local.json');
  if (!existsSync(file)) throw new Error('no local stack was started in this directory: run npm start, or name another stage with --stage');
  return clientFor((JSON.parse(readFileSync(file, 'utf8')) as HandOut).awsEndpoint);
};

const unknown = positionals.find((name) => !isKind(name));
if (unknown !== undefined) throw new Error(`unknown name '${unknown}': use one of ${Object.keys(kinds).join(', ')}`);

const context = { sqs: new SQSClient(clientSettings()), bus: new EventBridgeClient(clientSettings()), stage };
for (const kind of Object.keys(kinds) as Kind[]) {
  if (positionals.length === 0) console.log(`${kind.padEnd(12)} ${await countOf(context, kind)}`);
  else if (positionals.includes(kind)) console.log(`${kind}: ${await redrive(context, kind, console.log)} sent again`);
}
