import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { runningPid } from '../../infra/local/background.ts';
import { createDemoPeople } from '../../infra/local/demo-people.ts';
import { clientFor } from '../../infra/local/emulator.ts';
import { bringUp } from '../../infra/local/stack.ts';
import { assetRow } from '../../shared/data/asset/asset-rows.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { csvRows } from '../../shared/data/import/csv-rows.ts';
import { systemIds } from '../../shared/runtime/system.ts';
import { callerAt } from '../support/http-caller.ts';
import { importThrough } from '../support/uploads.ts';
import { pageReads } from './reads.ts';

/**
 * Measures an import through the local stack, beside a plain batch write of the same rows, what pages of the imported assets read, and the memory that reading a file takes
 * (`npm run bench:imports -- <rows> <kind>`; by default 10,000 assets; other kinds are `configuration-items`, and `relations` of CIs to one hub). It
 * asserts nothing.
 */
const [count, kind] = [Number(process.argv[2] ?? 10_000), process.argv[3] ?? 'assets'];
const header = 'kind,name,assetTag,vendor,serialNumber,model,location,costCenter,purchase.date,purchase.value\n';
const rowOf = (n: number): string => `hardware,Laptop ${n},L-${n},Example,S-${n},Model ${n % 20},Berlin,IT,2026-01-15,1234.50 EUR\n`;

/** The most heap that reading so many rows takes, in megabytes. */
const heapOf = async (rows: number): Promise<number> => {
  const pieces = async function* () {
    yield Buffer.from(header);
    for (let n = 0; n < rows; n += 500) yield Buffer.from(Array.from({ length: 500 }, (_, at) => rowOf(n + at)).join(''));
  };
  let [most, read] = [0, 0];
  for await (const _ of csvRows(pieces(), { byte: 0, line: 0 }, { encoding: 'utf-8' })) {
    read += 1;
    if (read % 5_000 !== 0) continue;
    globalThis.gc?.();
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  return most / 1_048_576;
};

/** Writes the same assets as bare rows, in batches: the least that storing them can take. */
const writeBatches = async (table: string, endpoint: string): Promise<number> => {
  const records = dynamoRecords({ table, unreadable: () => undefined, client: new DynamoDBClient(clientFor(endpoint)) });
  const now = new Date().toISOString();
  const asset = (n: number) => ({
    ...({
      id: systemIds.next(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      kind: 'hardware',
      name: `Laptop ${n}`,
      assetTag: `B-${n}`,
    } as const),
    ...{ vendor: 'Example', serialNumber: `B-${n}`, model: `Model ${n % 20}`, location: 'Berlin', costCenter: 'IT', customFields: {} },
    ...({
      purchase: { date: '2026-01-15', value: { amount: '1234.50', currency: 'EUR' } },
      condition: 'working',
      status: 'in-stock',
    } as const),
  });
  const writes = Array.from({ length: count }, (_, n) => assetRow.save(asset(n)));
  const began = performance.now();
  await records.writeOnce(writes);
  return (performance.now() - began) / 1_000;
};

/** How many seconds of a processor the emulator has used, where the system tells (Linux). It is one thread, so it is the limit of a quiet machine. */
const emulatorSeconds = (directory: string): number => {
  const pid = runningPid({ directory, name: 'ministack' });
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(times[11]) + Number(times[12])) / 100;
};

const perSecond = (seconds: number): string => `${seconds.toFixed(1)} s, ${Math.round(count / seconds)} rows a second`;

const linesOf = (first: string, lineOf: (n: number) => string): string =>
  first + Array.from({ length: count }, (_, n) => lineOf(n)).join('');
const cis = linesOf(
  'name,class,stage,evidence,changeControl,labels.app,aliases.aws-arn,attributes.type\nhub,load-balancer,live,existing,record,,,\n',
  (n) => `web-${n},virtual-machine,live,existing,record,shop,arn:aws:ec2:eu-central-1:1:instance/i-${n},m7g.large\n`,
);
const files: Readonly<Record<string, string>> = {
  assets: linesOf(header, rowOf),
  'configuration-items': cis,
  relations: linesOf('source,type,target\n', (n) => `aws-arn=arn:aws:ec2:eu-central-1:1:instance/i-${n},depends-on,hub\n`),
};

/** What the imported assets take to read, and what plain writes and reading files take. */
const compare = async ({ tableName, awsEndpoint }: { readonly tableName: string; readonly awsEndpoint: string }): Promise<void> => {
  for (const line of await pageReads(tableName, awsEndpoint)) console.log(line);
  console.log(`plain batch write of ${count} rows: ${perSecond(await writeBatches(tableName, awsEndpoint))}`);
  for (const rows of [20_000, 200_000]) console.log(`heap while reading ${rows} rows: ${(await heapOf(rows)).toFixed(1)} MB`);
};

const directory = mkdtempSync(join(tmpdir(), 'quiesce-bench-'));
const stack = await bringUp({ directory, bundled: true });
try {
  const local = await createDemoPeople(stack);
  const manager = callerAt(local, kind === 'assets' ? 'asset-manager' : 'configuration-manager');
  const [file = '', longest] = [files[kind], 1_800_000];
  if (kind === 'relations') await importThrough(manager, cis, { kind: 'configuration-items' }, longest);
  const secondsOf = ({ startedAt, endedAt }: { startedAt: string; endedAt: string }) =>
    (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;
  const before = emulatorSeconds(directory);
  const first = await importThrough(manager, file, { kind }, longest);
  const used = (emulatorSeconds(directory) - before) / count;
  const again = await importThrough(manager, file, { kind }, longest);
  console.log(`import of ${count} new ${kind}: ${perSecond(secondsOf(first))} ${JSON.stringify(first.progress)}`);
  console.log(`processor time of the emulator: ${(used * 1_000).toFixed(1)} ms a row`);
  console.log(`the same file again: ${perSecond(secondsOf(again))} ${JSON.stringify(again.progress)}`);
  if (kind === 'assets') await compare(local);
} finally {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(0);
