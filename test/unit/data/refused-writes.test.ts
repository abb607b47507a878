import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it, jest } from '@jest/globals';
import { pauseAfterRefusal, withinBudget } from '../../../shared/data/budget.ts';
import { dynamoRecords } from '../../../shared/data/dynamo-records.ts';
import type { RowWrite } from '../../../shared/data/records.ts';
import { isStaleWrite } from '../../../shared/domain/store.ts';
import { fakeAws } from '../../support/fake-aws.ts';

const pauses = (count: number, row = 'one'): readonly number[] => Array.from({ length: count }, () => pauseAfterRefusal(row));

it('T5 the pause after a refused write doubles for each refusal of the same row in a request, up to a limit', () => {
  withinBudget(8_000, () => {
    expect(pauses(8)).toEqual([20, 40, 80, 160, 320, 640, 640, 640]);
    expect(pauses(1, 'another')).toEqual([20]);
  });
  expect(withinBudget(8_000, () => pauses(1))).toEqual([20]);
  expect(withinBudget(0, () => pauses(3))).toEqual([0, 0, 0]);
  expect(pauses(3)).toEqual([20, 20, 20]);
});

it('T5 a refused transaction is answered after the pause', async () => {
  const aws = await fakeAws();
  const middle = jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const reasons = { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] };
  aws.answers(() => ({ status: 400, body: { __type: 'TransactionCanceledException', ...reasons } }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: aws.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  const { commit } = dynamoRecords({ table: 'table', unreadable: () => undefined, client });
  const write: RowWrite = { kind: 'remove', label: 'one', key: { pk: 'one', sk: '#' }, when: 1 };
  const timers = jest.spyOn(globalThis, 'setTimeout');

  const errors = await withinBudget(8_000, async () => {
    const caught: unknown[] = [];
    for (let n = 0; n < 4; n += 1) await commit([write]).catch((error: unknown) => caught.push(error));
    return caught;
  });

  expect(errors.map(isStaleWrite)).toEqual([true, true, true, true]);
  expect(timers.mock.calls.map(([, delay]) => delay)).toEqual(expect.arrayContaining([20, 40, 80, 160]));
  timers.mockRestore();
  middle.mockRestore();
  client.destroy();
  aws.close();
});
