import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { PlainDate } from '../shared/domain/values.ts';
import { clientSettingsOf, localOutputs } from './stage-clients.ts';
import { eventsIn } from './verify-day/events.ts';
import { firstSealIn } from './verify-day/first-seal.ts';
import { type DayVerdict, verifyDay } from './verify-day/verify-day.ts';

/** Compares the events of a day with what was sealed of it (docs/proving-history.md). It changes nothing. */
const usage = `usage: npm run verify-day -- [--stage prod --table <the output TableName> --bucket <the output SealBucketName>] <date in UTC, as 2026-11-24>

Compares the events of a day in the table with the seal of the day: their number, and the root over them.
Without --stage it takes the local stack. The exit code is
  0  if the events are as they were sealed
  1  if they are not: it prints what differs
  2  if the day was not sealed
  3  if it could not compare them: it prints why`;

const exitCodes: Readonly<Record<DayVerdict['outcome'], number>> = { agrees: 0, differs: 1, unsealed: 2 };
const notCompared = 3;

const read = () =>
  parseArgs({
    options: {
      stage: { type: 'string', default: 'local' },
      table: { type: 'string' },
      bucket: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });

/** The table and the bucket of the stage. */
const placesOf = ({ stage, table, bucket }: ReturnType<typeof read>['values']) => {
  if (table !== undefined && bucket !== undefined) return { table, bucket };
  if (stage !== 'local')
    throw new Error('--table or --bucket is missing: give the outputs TableName and SealBucketName of the service stack');
  const { TableName, SealBucketName } = localOutputs();
  return { table: table ?? TableName, bucket: bucket ?? SealBucketName };
};

const run = async (): Promise<number> => {
  const { values, positionals } = read();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [day = '', ...more] = positionals;
  if (more.length > 0 || !PlainDate().safeParse(day).success) throw new Error(usage);
  const settings = clientSettingsOf(values.stage);
  const { table, bucket } = placesOf(values);
  const context = {
    events: eventsIn(new DynamoDBClient(settings), table, console.log),
    sealOf: firstSealIn(new S3Client(settings), bucket),
  };
  const { outcome, lines } = await verifyDay(context, day);
  for (const line of lines) console.log(line);
  return exitCodes[outcome];
};

process.exitCode = await run().catch((error: Error) => {
  console.error(error.message || error.name);
  return notCompared;
});
