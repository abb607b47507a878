import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { firstSealIn } from '../../infra/verify-day/first-seal.ts';
import { sealDays } from '../../shared/application/history/seal-days.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { historyOf } from '../../shared/data/event/event-rows.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { s3Seals } from '../../shared/data/history/s3-seals.ts';
import type { Event } from '../../shared/domain/event/event.ts';
import { rootOfEvents } from '../../shared/domain/history/seal.ts';
import { settableClock } from '../support/api.ts';
import { runCommand } from '../support/commands.ts';
import { newTable } from '../support/dynamo-table.ts';
import { emulatorClient, emulatorDynamoDb } from '../support/emulator.ts';

const day = '2026-11-24';
const anEvent = (time: string): Event => ({
  ...{ id: uuidv7(), version: 1, name: 'ItemRegistered', schema: 1, actor: 'person:p1', subject: { type: 'item', id: uuidv7() } },
  ...{ time: `${day}T${time}.000Z`, body: { name: 'v1' } },
});

/** A table with three events of one day, and the bucket that has the seal of the day. */
const sealedDay = async () => {
  const s3 = new S3Client(emulatorClient());
  const client = emulatorDynamoDb();
  const documents = DynamoDBDocumentClient.from(client);
  const table = await newTable(client);
  const bucket = `seals-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  const records = dynamoRecords({ table, client, unreadable: () => undefined });
  const repository = eventRepository(records);
  const events = ['00:00:00', '12:00:00', '23:59:59'].map(anEvent);
  await records.commit(events.map(repository.record));
  const context = { events: repository, history: historyRepository(records), seals: s3Seals(bucket, s3) };
  await sealDays({ ...context, clock: settableClock('2026-11-25T00:20:00.000Z') })();

  const [{ subject, id } = anEvent('12:00:00')] = events;
  const Key = { pk: historyOf(subject), sk: id };
  const place = { Bucket: bucket, Key: `days/${day}.json` };
  return {
    bucket,
    events,
    publishFirst: async () => events[0] && records.commit([repository.published(events[0])]),
    set: (field: string, value: unknown) =>
      documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key, UpdateExpression: 'SET #data.#field = :value' },
          ...{ ExpressionAttributeNames: { '#data': 'data', '#field': field }, ExpressionAttributeValues: { ':value': value } },
        }),
      ),
    removeFirst: () => documents.send(new DeleteCommand({ TableName: table, Key })),
    add: (event: Event) => records.commit([repository.record(event)]),
    /** Writes another seal of the day on top of the first one. */
    forge: (all: readonly Event[]) => {
      const seal = { day, events: all.length, root: rootOfEvents(all), versions: 0, sealedAt: `${day}T23:59:59.000Z` };
      return s3.send(new PutObjectCommand({ ...place, Body: JSON.stringify(seal), ChecksumAlgorithm: 'SHA256' }));
    },
    hideSeal: () => s3.send(new DeleteObjectCommand(place)),
    verify: (date = day) => verify('--table', table, '--bucket', bucket, date),
  };
};

/** Runs the command on a stage of AWS, for which the emulator stands. */
const verify = (...args: readonly string[]) => {
  const { endpoint, region, credentials } = emulatorClient();
  return runCommand(process.execPath, [resolve('infra/verify-day.ts'), '--stage', 'prod', ...args], {
    env: {
      PATH: dirname(process.execPath),
      NODE_NO_WARNINGS: '1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
};

it('C6 a day whose events are as they were sealed is verified, also after they were published', async () => {
  const scene = await sealedDay();
  const agrees = { status: 0, stdout: `${day} has 3 events, as sealed at 2026-11-25T00:20:00.000Z.\n`, stderr: '' };

  expect(await scene.verify()).toEqual(agrees);
  await scene.publishFirst();
  expect(await scene.verify()).toEqual(agrees);
});

const differsIn = (...lines: readonly string[]) => ({
  status: 1,
  stdout: expect.stringMatching(new RegExp(`^${day} is not as sealed at 2026-11-25T00:20:00.000Z:\n${lines.join('\n')}\n$`)),
  stderr: '',
});
const hash = '[0-9a-f]{64}';
const otherRoot = `root: ${hash} was sealed, the table has ${hash}`;

it('C6 an event that was altered is found', async () => {
  const scene = await sealedDay();
  await scene.set('actor', 'person:p2');

  expect(await scene.verify()).toEqual(differsIn(otherRoot));
});

it('C6 an event that was altered so that it cannot be read is found', async () => {
  const scene = await sealedDay();
  await scene.set('actor', 7);

  const { status, stdout } = await scene.verify();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^unreadable row EVENT#.*: actor: invalid_type\n/);
  expect(stdout).toMatch(/\na row of the type Event cannot be read: actor: invalid_type\n$/);
});

it('C6 an event that was removed is found, and so is one that was added', async () => {
  const removed = await sealedDay();
  await removed.removeFirst();
  expect(await removed.verify()).toEqual(differsIn('events: 3 were sealed, 2 are in the table', otherRoot));

  const added = await sealedDay();
  await added.add(anEvent('12:00:01'));
  expect(await added.verify()).toEqual(differsIn('events: 3 were sealed, 4 are in the table', otherRoot));
});

it('C6 seals that were forged later do not hide that an event was removed, nor does the deletion of all of them', async () => {
  const scene = await sealedDay();
  await scene.removeFirst();
  for (const left of [scene.events, scene.events.slice(1)]) await scene.forge(left);

  const again = 'Later versions of the seal, which do not count: 2.';
  const differs = differsIn('events: 3 were sealed, 2 are in the table', otherRoot, again);
  expect(await scene.verify()).toEqual(differs);
  await scene.hideSeal();
  expect(await scene.verify()).toEqual(differs);
});

it('C6 the oldest version of a seal is found if the bucket has more of them than a page', async () => {
  const scene = await sealedDay();
  for (let n = 0; n < 5; n += 1) await scene.forge([]);
  const listed = { pages: 0 };
  const s3 = new S3Client(emulatorClient());
  s3.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'ListObjectVersionsCommand') return next(args);
        listed.pages += 1;
        return next({ ...args, input: { ...args.input, MaxKeys: 2 } as typeof args.input });
      },
    { step: 'initialize' },
  );

  const seal = { events: 3, root: rootOfEvents(scene.events), sealedAt: '2026-11-25T00:20:00.000Z', laterVersions: 5 };
  expect(await firstSealIn(s3, scene.bucket)(day)).toEqual(seal);
  expect(listed.pages).toBe(3);
});

it('C6 a day that was not sealed is told from one that differs', async () => {
  const scene = await sealedDay();

  expect(await scene.verify('2026-11-23')).toEqual({
    status: 2,
    stdout: '2026-11-23 was not sealed: the bucket has no seal of it.\n',
    stderr: '',
  });
});

it.each([
  ['no date', ['--table', 't', '--bucket', 'b'], 'usage: npm run verify-day -- '],
  ['a date that is none', ['--table', 't', '--bucket', 'b', '2026-02-30'], 'usage: npm run verify-day -- '],
  ['no bucket', ['--table', 't', day], 'give the outputs TableName and SealBucketName of the service stack'],
  ['a bucket that does not exist', ['--table', 't', '--bucket', `none-${randomUUID()}`, day], 'bucket does not exist'],
])('npm run verify-day with %s says so, without a stack trace, and does not end as if the day differed', async (_, args, message) => {
  const { status, stdout, stderr } = await verify(...args);

  expect([status, stdout]).toEqual([3, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

it('npm run verify-day --help explains the exit codes', async () => {
  const { status, stdout } = await verify('--help');

  expect(status).toBe(0);
  expect(stdout).toContain('2  if the day was not sealed');
});
