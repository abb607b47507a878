import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Outputs } from './deployment.ts';
import { clientFor } from './emulator.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

/** Creates users in the local stack's user pool and signs them in. */
export const signInsOf = (endpoint: string, { UserPoolId, UserPoolClientId }: Outputs) => {
  const cognito = new CognitoIdentityProviderClient(clientFor(endpoint));
  return {
    /** Creates the user with a verified address, unless it exists. */
    async ensure({ email, password }: SignIn): Promise<void> {
      const UserAttributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      await cognito
        .send(new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes, MessageAction: 'SUPPRESS' }))
        .catch((error: Error) => {
          if (error.name !== 'UsernameExistsException') throw error;
        });
      await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }));
    },
    /** An ID token, which the API takes as its bearer token. It is valid for a day in the local stage. */
    async token({ email, password }: SignIn): Promise<string> {
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const { AuthenticationResult } = await cognito.send(
        new InitiateAuthCommand({ ClientId: UserPoolClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
      );
      if (!AuthenticationResult?.IdToken) throw new Error(`no ID token for ${email}: does the user pool require more than a password?`);
      return AuthenticationResult.IdToken;
    },
  };
};
