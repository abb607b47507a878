import { CognitoIdentityProviderClient, DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createDemoPeople } from '../local/demo-people.ts';
import { clientFor } from '../local/emulator.ts';
import type { HandOut } from '../local/hand-out.ts';
import { demoRoles } from '../local/people.ts';
import type { LocalStack } from '../local/stack.ts';
import { exportPeople, importPeople } from '../people/export-people.ts';

const cognitoOf = ({ awsEndpoint }: LocalStack) => new CognitoIdentityProviderClient(clientFor(awsEndpoint));

/** Exports the people of the stack's user pool and deletes the pool. @returns the lines of the export */
export const loseUserPool = async (stack: LocalStack): Promise<readonly string[]> => {
  const { UserPoolId } = stack.outputs;
  const lines: string[] = [];
  for await (const line of exportPeople(cognitoOf(stack), UserPoolId)) lines.push(line);
  await cognitoOf(stack).send(new DeleteUserPoolCommand({ UserPoolId }));
  return lines;
};

const statusFor = async (apiUrl: string, token: string): Promise<number> =>
  (await fetch(`${apiUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

/**
 * Imports the people into the stack's new pool, and signs them in there.
 * @returns the hand-out with their new tokens
 * @throws Error if a token of the lost pool is still good, or if somebody is another person than before
 */
export const returnPeople = async (stack: LocalStack, lines: readonly string[], before: HandOut): Promise<HandOut> => {
  const status = await statusFor(before.apiUrl, before.tokens.viewer);
  if (status !== 401) throw new Error(`a token of the lost user pool was answered ${status}, not 401`);
  const created = await importPeople(cognitoOf(stack), stack.outputs.UserPoolId, lines, { mails: false });
  if (created !== lines.length) throw new Error(`${created} of ${lines.length} people were imported`);
  const after = await createDemoPeople(stack);
  const others = demoRoles.filter((role) => after.people[role].id !== before.people[role].id);
  if (others.length > 0) throw new Error(`these people were not found by their address: ${others.join(', ')}`);
  return after;
};
