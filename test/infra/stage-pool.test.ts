import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { poolIdOfStage, poolOfStage } from '../../infra/sign-in/stage-pool.ts';
import { fakeAws } from '../support/fake-aws.ts';

interface Pool {
  readonly Id: string;
  readonly Name: string;
}

const started: { aws?: Awaited<ReturnType<typeof fakeAws>> } = {};
beforeAll(async () => {
  started.aws = await fakeAws();
});
afterAll(() => started.aws?.close());

/** A client of an account with these user pools, each on a page of its own. */
const accountWith = (...pools: readonly Pool[]) => {
  started.aws?.answers((operation, { NextToken = '0' }) => {
    if (operation.endsWith('.ListUserPoolClients')) return { body: { UserPoolClients: [{ ClientId: 'client' }] } };
    const next = Number(NextToken) + 1;
    return { body: { UserPools: pools.slice(next - 1, next), ...(next < pools.length ? { NextToken: String(next) } : {}) } };
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new CognitoIdentityProviderClient({ endpoint: started.aws?.endpoint ?? '', region: 'eu-central-1', credentials });
};

const other = { Id: 'eu-central-1_dev', Name: 'quiesce-dev' };
const first = { Id: 'eu-central-1_one', Name: 'quiesce-prod' };
const second = { Id: 'eu-central-1_two', Name: 'quiesce-prod' };

it('X1 the user pool of a stage is found by its name', async () => {
  expect(await poolOfStage(accountWith(other, first), 'prod')).toEqual({ poolId: first.Id, clientId: 'client' });
});

it('X1 while a replaced pool is still there, nobody signs in or is imported to one of the two by chance', async () => {
  const message = /there are 2 user pools named quiesce-prod \(eu-central-1_one, eu-central-1_two\): give the id with --pool/;

  await expect(poolOfStage(accountWith(first, other, second), 'prod')).rejects.toThrow(message);
  await expect(poolIdOfStage(accountWith(first, other, second), 'prod')).rejects.toThrow(message);
});

it('X1 a stage without a user pool is an error', async () => {
  await expect(poolIdOfStage(accountWith(other), 'prod')).rejects.toThrow('there is no user pool quiesce-prod');
});
