import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { countOf, isKind, type Kind, kinds, redrive } from './redrive/dead-letters.ts';

/**
 * What lies in the dead-letter queues, and how it is done again (E2, docs/runbook.md). All of it is idempotent by state: doing it twice
 * is harmless. Messages of work queues go back to their queue, events back on the bus; what cannot go back is named and left.
 *
 * Usage: `npm run redrive -- [--stage prod] [sends|releases|events|invocations]`; without a name it says how many lie where.
 */
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

const unknown = positionals.find((name) => !isKind(name));
if (unknown !== undefined) throw new Error(`unknown '${unknown}': give ${Object.keys(kinds).join(', ')}`);

const context = { sqs: new SQSClient(clientSettings()), bus: new EventBridgeClient(clientSettings()), stage };
for (const kind of Object.keys(kinds) as Kind[]) {
  if (positionals.length === 0) console.log(`${kind.padEnd(12)} ${await countOf(context, kind)}`);
  else if (positionals.includes(kind)) console.log(`${kind}: ${await redrive(context, kind, console.log)} done again`);
}
