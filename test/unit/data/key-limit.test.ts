import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
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
