import { expect, it } from '@jest/globals';
import { passwordProof } from '../../../infra/sign-in/password-proof.ts';
import { signInToPool } from '../../../infra/sign-in/user-pool.ts';

/** A user pool that answers as it is told, and keeps what it is asked. */
const poolThat = (...answers: readonly object[]) => {
  const asked: { name: string; input: Record<string, unknown> }[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    asked.push({ name: command.constructor.name, input: command.input });
    return answers[asked.length - 1] ?? {};
  };
  return { asked, cognito: { send } as never };
};

const terminalWith = (...lines: readonly string[]) => {
  const seen: string[] = [];
  const rest = [...lines];
  return {
    seen,
    terminal: {
      ask: async (question: string) => {
        seen.push(question);
        return rest.shift() ?? '';
      },
      tell: (line: string) => {
        seen.push(line);
      },
    },
  };
};

const srp = { ChallengeParameters: { SALT: 'a1', SRP_B: 'b1', SECRET_BLOCK: 'c2VjcmV0', USER_ID_FOR_SRP: 'user-1' } };
const tokens = { AuthenticationResult: { IdToken: 'the.id.token' } };
const ids = { poolId: 'eu-central-1_pool', clientId: 'client' };

it('X1 at the first sign-in to a pool that requires a second factor, an authenticator app is registered', async () => {
  const pool = poolThat(
    srp,
    { ChallengeName: 'MFA_SETUP', Session: 's1' },
    { SecretCode: 'KEY', Session: 's2' },
    { Status: 'SUCCESS', Session: 's3' },
    tokens,
  );
  const { terminal, seen } = terminalWith('secret password', '123456');

  expect(await signInToPool({ ...ids, ...pool, terminal }, 'ada@example.com')).toBe('the.id.token');

  expect(pool.asked.slice(2)).toEqual([
    { name: 'AssociateSoftwareTokenCommand', input: { Session: 's1' } },
    { name: 'VerifySoftwareTokenCommand', input: { Session: 's2', UserCode: '123456' } },
    {
      name: 'RespondToAuthChallengeCommand',
      input: { ClientId: 'client', ChallengeName: 'MFA_SETUP', ChallengeResponses: { USERNAME: 'user-1' }, Session: 's3' },
    },
  ]);
  expect(seen).toContain('  otpauth://totp/Quiesce%3Aada%40example.com?secret=KEY&issuer=Quiesce');
  expect(JSON.stringify(pool.asked)).not.toContain('secret password');
});

it('X1 a challenge that the program does not know ends the sign-in', async () => {
  const pool = poolThat(srp, { ChallengeName: 'SMS_MFA', Session: 's1' });

  await expect(signInToPool({ ...ids, ...pool, terminal: terminalWith('x').terminal }, 'ada@example.com')).rejects.toThrow(
    'asks for SMS_MFA',
  );
});

it('X1 the proof of a password depends on it, and values that would give it away are refused', () => {
  const challenge = { poolName: 'pool', userId: 'user-1', salt: 'a1', srpB: 'b1', secretBlock: 'c2VjcmV0' };
  const proof = passwordProof(1234567n);
  const at = new Date('2026-11-07T09:05:03Z');

  const { timestamp, signature } = proof.answer('one', challenge, at);

  expect(timestamp).toBe('Sat Nov 7 09:05:03 UTC 2026');
  expect(proof.answer('one', challenge, at).signature).toBe(signature);
  expect(proof.answer('two', challenge, at).signature).not.toBe(signature);
  expect(() => proof.answer('one', { ...challenge, srpB: '0' }, at)).toThrow('values that no user pool sends');
});
