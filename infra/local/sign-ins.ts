import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientFor } from './after-deploy.ts';
import type { Outputs } from './deployment.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

/** Makes sign-ins of the local stack's user pool and signs in by them. */
export const signInsOf = (endpoint: string, { UserPoolId, UserPoolClientId }: Outputs) => {
  const cognito = new CognitoIdentityProviderClient(clientFor(endpoint));
  return {
    /** Makes it, with a verified address, or finds it there. */
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
    /** An ID token: the API's bearer token, good for a day in the local stage. */
    async token({ email, password }: SignIn): Promise<string> {
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const { AuthenticationResult } = await cognito.send(
        new InitiateAuthCommand({ ClientId: UserPoolClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
      );
      if (!AuthenticationResult?.IdToken) throw new Error(`no ID token for ${email}: does the user pool ask for more than a password?`);
      return AuthenticationResult.IdToken;
    },
  };
};
