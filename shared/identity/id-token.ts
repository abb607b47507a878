import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError } from 'aws-jwt-verify/error';
import { DomainError } from '../domain/errors.ts';
import type { Identity } from '../domain/person/sign-in.ts';

interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  /**
   * The issuer's public keys as a JWK set, if they are known in advance.
   * @default fetched from the issuer when a token names an unknown key
   */
  readonly keys?: { readonly keys: readonly object[] };
}

const isJwt = (token: string): boolean => token.split('.').length === 3;

/** A token that is no JWT was meant to be that of a machine, so the message does not speak of signing in. */
const unknownToken =
  'this token is not one of Quiesce; send the whole token of a monitor or client, which begins with qs_, or the ID token of a person';

/**
 * Verifies ID tokens of the stage's issuer (X1): signature, issuer, audience, `token_use` and expiry. The issuer's keys are cached. They
 * are fetched again when a token names an unknown key.
 * @throws DomainError unauthenticated `access/token-invalid`, busy `access/issuer-away`
 */
export const idTokens = ({ issuer, audience, keys }: IssuerSettings) => {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/.well-known/jwks.json` });
  if (keys) verifier.cacheJwks(keys as Parameters<typeof verifier.cacheJwks>[0]);
  const claimsOf = async (token: string) => {
    try {
      return await verifier.verify(token);
    } catch (error) {
      if (error instanceof FetchError)
        throw new DomainError('busy', 'access/issuer-away', 'the identity provider cannot be reached to verify this token; try again', {
          retryAfterSeconds: 1,
        });
      throw new DomainError(
        'unauthenticated',
        'access/token-invalid',
        isJwt(token) ? 'this ID token is not valid; sign in again' : unknownToken,
      );
    }
  };
  return async (token: string): Promise<Identity> => {
    const claims = await claimsOf(token);
    if (claims.token_use !== undefined && claims.token_use !== 'id') {
      throw new DomainError('unauthenticated', 'access/token-invalid', 'this token is not an ID token; sign in again');
    }
    const { email, name } = claims as { email?: string; name?: string };
    const emailVerified = claims.email_verified === true || claims.email_verified === 'true';
    return { issuer, subject: String(claims.sub), email, emailVerified, name };
  };
};
