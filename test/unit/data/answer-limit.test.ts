import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { dynamoRecords } from '../../../shared/data/dynamo-records.ts';
import { sqsSendQueue } from '../../../shared/data/episode/sqs-send-queue.ts';
import { kmsSealer } from '../../../shared/data/monitor/kms-sealer.ts';

const asked: string[] = [];
const before = { ...process.env };
/** Takes every request and never answers. */
const silent: Server = createServer((request) => void asked.push(String(request.headers['x-amz-target'])));

beforeAll(async () => {
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, AWS_REGION: 'eu-central-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  process.env = before;
  silent.closeAllConnections();
  silent.close();
});

it('S10 a key that does not answer fails a delivery within two attempts, so that it does not hold up the batch', async () => {
  const { open } = kmsSealer('key', { tryMillis: 500 });

  await expect(open('c2VhbGVk', 'monitor')).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(new Set(asked)).toEqual(new Set(['TrentService.Decrypt']));
  expect(asked.length).toBeLessThanOrEqual(2);
});

it('S10 a table that does not answer is asked again until the budget ends, and then the answer is "busy"', async () => {
  const records = dynamoRecords({ table: 'table', unreadable: () => undefined, tryMillis: 300, budgetMillis: 2_000 });

  await expect(records.read({ pk: 'a', sk: 'b' })).rejects.toBeDomainError('store/busy');
  expect(asked.length).toBeGreaterThan(1);
});

it('S10 a send queue that does not answer does not keep ingest from answering: the sweep queues the delivery', async () => {
  await expect(sqsSendQueue(`${process.env.AWS_ENDPOINT_URL}/send`).send({ episode: 'e', n: 1, monitor: 'm' })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(new Set(asked)).toEqual(new Set(['AmazonSQS.SendMessage']));
});

/** What answers a part of a file takes as long as the part; what calls SNS has a limit of its own, for the whole call. */
const otherLimits = ['shared/data/s3.ts', 'shared/receivers/sns-topics.ts'];

it('S10 each client of AWS has a limit for its answers', () => {
  const clients = globSync('shared/**/*.ts')
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
    .filter(({ source }) => /new [\w.]*Client\(\{/.test(source));
  const withoutLimit = clients.filter(({ source }) => !source.includes('requestHandler: answersWithin('));

  expect(clients.length).toBeGreaterThan(otherLimits.length);
  expect(withoutLimit.map(({ file }) => file).sort()).toEqual(otherLimits);
});
