import {
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { passwordProof } from './password-proof.ts';

/** The terminal of the person who signs in. */
export interface Terminal {
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  tell(line: string): void;
}

export interface PoolSignIn {
  readonly cognito: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly poolId: string;
  readonly clientId: string;
  readonly terminal: Terminal;
}

type Answer = Pick<RespondToAuthChallengeCommandOutput, 'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult'>;

/** What a challenge is answered with. A new session replaces the one of the challenge. */
interface ChallengeReply {
  readonly responses: Readonly<Record<string, string>>;
  readonly session?: string | undefined;
}

type Reply = (signIn: PoolSignIn, challenge: Answer, user: string) => Promise<ChallengeReply>;

const codeQuestion = 'Code of your authenticator app: ';

/** Registers an authenticator app, as the first sign-in to a pool that requires one demands. */
const registerApp: Reply = async ({ cognito, terminal }, { Session }, user) => {
  const { SecretCode = '', Session: associated } = await cognito.send(new AssociateSoftwareTokenCommand({ Session }));
  terminal.tell('This stage requires an authenticator app. Add an account to your app with this key, or with the address as a QR code:');
  terminal.tell(`  ${SecretCode}`);
  terminal.tell(`  otpauth://totp/${encodeURIComponent(`Quiesce:${user}`)}?secret=${SecretCode}&issuer=Quiesce`);
  const UserCode = await terminal.ask(codeQuestion);
  const { Session: verified } = await cognito.send(new VerifySoftwareTokenCommand({ Session: associated, UserCode }));
  return { responses: {}, session: verified };
};

const replies: Partial<Record<ChallengeNameType, Reply>> = {
  NEW_PASSWORD_REQUIRED: async ({ terminal }) => ({
    responses: { NEW_PASSWORD: await terminal.ask('Your password was temporary. New password: ', { hidden: true }) },
  }),
  SOFTWARE_TOKEN_MFA: async ({ terminal }) => ({ responses: { SOFTWARE_TOKEN_MFA_CODE: await terminal.ask(codeQuestion) } }),
  MFA_SETUP: registerApp,
};

/** Proves the password, and returns what the pool wants next with the user's name in the pool. */
const provePassword = async ({ cognito, poolId, clientId }: PoolSignIn, user: string, password: string) => {
  const proof = passwordProof();
  const AuthParameters = { USERNAME: user, SRP_A: proof.srpA };
  const { ChallengeParameters: given = {} } = await cognito.send(
    new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }),
  );
  const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '', USER_ID_FOR_SRP: userId = user } = given;
  const challenge = { poolName: poolId.slice(poolId.indexOf('_') + 1), userId, salt, srpB, secretBlock };
  const { timestamp, signature } = proof.answer(password, challenge, new Date());
  const ChallengeResponses = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  };
  const answer: Answer = await cognito.send(
    new RespondToAuthChallengeCommand({ ClientId: clientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
  );
  return { answer, userId };
};

/**
 * Signs a person in to a user pool: with the proof of the password, and with whatever the pool asks for next, such as a code.
 * @returns the ID token
 * @throws Error of Cognito if it refuses, and for a challenge that this program does not know
 */
export const signInToPool = async (signIn: PoolSignIn, user: string): Promise<string> => {
  const password = await signIn.terminal.ask(`Password of ${user}: `, { hidden: true });
  const { answer: first, userId } = await provePassword(signIn, user, password);
  let answer = first;
  while (answer.ChallengeName) {
    const reply = replies[answer.ChallengeName];
    if (!reply) throw new Error(`the user pool asks for ${answer.ChallengeName}, which this program cannot answer`);
    const { responses, session = answer.Session } = await reply(signIn, answer, user);
    answer = await signIn.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: signIn.clientId,
        ChallengeName: answer.ChallengeName,
        ChallengeResponses: { USERNAME: userId, ...responses },
        Session: session,
      }),
    );
  }
  const token = answer.AuthenticationResult?.IdToken;
  if (!token) throw new Error('the user pool sent no ID token');
  return token;
};
