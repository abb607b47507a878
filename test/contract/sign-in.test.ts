import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, expect, it } from '@jest/globals';
import { type CommandResult, runCommand } from '../support/commands.ts';
import { emulatorClient } from '../support/emulator.ts';
import { totp } from '../support/totp.ts';

const stage = randomUUID();
const password = 'Correct-horse-1';
const pool = { poolId: '', clientId: '' };
const cognito = new CognitoIdentityProviderClient(emulatorClient());

/** A user pool as in the stage `prod`: a second factor is required, and no password may be sent to it. */
beforeAll(async () => {
  const created = await cognito.send(
    new CreateUserPoolCommand({ PoolName: `quiesce-${stage}`, UsernameAttributes: ['email'], MfaConfiguration: 'OFF' }),
  );
  pool.poolId = created.UserPool?.Id ?? '';
  await cognito.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: pool.poolId, SoftwareTokenMfaConfiguration: { Enabled: true }, MfaConfiguration: 'ON' }),
  );
  const client = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: pool.poolId,
      ClientName: 'Client',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  );
  pool.clientId = client.UserPoolClient?.ClientId ?? '';
});

/** Registers an authenticator app, as the person would do after signing in. @returns its key */
const registerApp = async (email: string): Promise<string> => {
  const other = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: pool.poolId, ClientName: 'Setup', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }),
  );
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: other.UserPoolClient?.ClientId ?? '',
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const AccessToken = AuthenticationResult?.AccessToken;
  const { SecretCode: key = '' } = await cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: totp(key) }));
  return key;
};

const newUser = async (isPermanent = true): Promise<string> => {
  const email = `${randomUUID()}@example.com`;
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  const user = { UserPoolId: pool.poolId, Username: email };
  await cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS', TemporaryPassword: password }));
  if (isPermanent) await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  return email;
};

/** Runs `npm run sign-in`. Each line answers a question. */
const signIn = (args: readonly string[], ...lines: readonly string[]): Promise<CommandResult> => {
  const { endpoint, region, credentials } = emulatorClient();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_NO_WARNINGS: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return runCommand(process.execPath, ['infra/sign-in.ts', ...args], { env, input: lines.map((line) => `${line}\n`).join('') });
};

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

it.each(['--stage', '--pool'])('X1 a person signs in with the proof of the password, and then with a code (%s)', async (option) => {
  const email = await newUser();
  const target = option === '--stage' ? ['--stage', stage] : ['--pool', pool.poolId, '--client', pool.clientId];
  const args = ['--user', email, ...target];

  const { status, stdout, stderr } = await signIn(args, password);

  expect([status, stderr]).toEqual([0, `Password of ${email}: \n`]);
  expect(claimsOf(stdout)).toMatchObject({ aud: pool.clientId, token_use: 'id', email, email_verified: true });

  // Unlike Cognito, the emulator lets in people who have no authenticator app yet.
  const key = await registerApp(email);
  const wrong = String((Number(totp(key)) + 1) % 1_000_000).padStart(6, '0');

  expect(await signIn(args, password, totp(key))).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('Code of your authenticator app'),
  });
  expect(await signIn(args, password, wrong)).toMatchObject({ status: 1, stdout: '' });
  expect(await signIn(args, password)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('no answer') });
});

it('X1 a temporary password is replaced at the first sign-in', async () => {
  const args = ['--user', await newUser(false), '--stage', stage];

  expect(await signIn(args, password, 'Another-horse-2')).toMatchObject({ status: 0, stderr: expect.stringContaining('New password') });
  expect(await signIn(args, password)).toMatchObject({ status: 1, stdout: '' });
  expect(await signIn(args, 'Another-horse-2')).toMatchObject({ status: 0 });
});

it('X1 a wrong password and an unknown person are refused alike', async () => {
  const target = ['--stage', stage];
  const refused = { status: 1, stdout: '', stderr: expect.stringContaining('Incorrect username or password.') };

  expect(await signIn(['--user', await newUser(), ...target], 'Wrong-horse-1')).toMatchObject(refused);
  expect(await signIn(['--user', 'nobody@example.com', ...target], password)).toMatchObject(refused);
});

it.each([
  [[], 'usage: npm run'],
  [['--user', 'a@example.com', '--pool', 'eu-central-1_a'], 'usage: npm run'],
  [['--user', 'a@example.com', '--stage', 'none'], 'there is no user pool quiesce-none'],
])('the command with %j says what is missing', async (args, message) => {
  expect(await signIn(args)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(message) });
});
