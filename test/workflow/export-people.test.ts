import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import { exportPeople, importPeople } from '../../infra/people/export-people.ts';
import { emulatorClient } from '../support/emulator.ts';

const cognito = new CognitoIdentityProviderClient(emulatorClient());

const aPool = async (): Promise<string> => {
  const created = await cognito.send(new CreateUserPoolCommand({ PoolName: `people-${randomUUID()}`, UsernameAttributes: ['email'] }));
  return created.UserPool?.Id ?? '';
};

const linesOf = async (pool: string): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of exportPeople(cognito, pool)) lines.push(line);
  return lines;
};
const addressesIn = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).attributes.email).sort();

it('the people of a user pool of several pages are exported, and imported into another one once, except who was disabled', async () => {
  const [former, next] = await Promise.all([aPool(), aPool()]);
  const addresses = Array.from({ length: 65 }, (_, n) => `person-${String(n).padStart(2, '0')}@quiesce.test`);
  for (const email of addresses) {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await cognito.send(new AdminCreateUserCommand({ UserPoolId: former, Username: email, UserAttributes, MessageAction: 'SUPPRESS' }));
  }
  await cognito.send(new AdminDisableUserCommand({ UserPoolId: former, Username: addresses[64] }));

  const lines = await linesOf(former);
  expect(addressesIn(lines)).toEqual(addresses);

  expect(await importPeople(cognito, next, [...lines, ''], { mails: false })).toBe(64);
  expect(await importPeople(cognito, next, lines, { mails: false })).toBe(0);
  const imported = await linesOf(next);
  expect(addressesIn(imported)).toEqual(addresses.slice(0, 64));
  expect(JSON.parse(imported[0] ?? '').attributes.email_verified).toBe('true');
});
