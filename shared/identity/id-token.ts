import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksValidationError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { DomainError } from '../domain/errors.ts';
import type { Identity } from '../domain/person/sign-in.ts';
import { issuerKeys } from './issuer-keys.ts';

interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  /** The address of the issuer's keys, or of its discovery document. */
  readonly keysUrl: string;
  /** The claim that says that the address is verified. */
  readonly verifiedClaim: string;
  /** @default https */
  readonly fetcher?: Fetcher;
}

type Claims = Readonly<Record<string, unknown>>;

const isJwt = (token: string): boolean => token.split('.').length === 3;

/** A token that is no JWT was meant to be that of a machine, so the message does not speak of signing in. */
const unknownToken =
  'this token is not one of Quiesce; send the whole token of a monitor or client, which begins with qs_, or the ID token of a person';

const invalid = (message: string) => new DomainError('unauthenticated', 'access/token-invalid', message);

/**
 * Whether a token is an ID token, and not an access token of the same issuer. Issuers mark access tokens in different ways: Cognito by
 * `token_use`, Keycloak by `typ`, RFC 9068 by the type in the header, and nearly all by the scopes in it, which no ID token has.
 */
const isIdToken = (header: Claims, { token_use, typ, scope, scp }: Claims): boolean =>
  [undefined, 'id'].includes(token_use as undefined) &&
  [undefined, 'ID'].includes(typ as undefined) &&
  [undefined, 'JWT', 'jwt'].includes(header.typ as undefined) &&
  scope === undefined &&
  scp === undefined;

/** Whether a token was issued to this client (OpenID Connect Core 1.0, section 3.1.3.7): alone, or with others and as the authorized party. */
const isIssuedTo = (audience: string, { aud, azp }: Claims): boolean => (azp === undefined ? [aud].flat().length === 1 : azp === audience);

const textOf = (claim: unknown): string | undefined => (typeof claim === 'string' && claim !== '' ? claim : undefined);

const yes: readonly unknown[] = [true, 'true', '1'];

const assertIdToken = (audience: string, header: Claims, claims: Claims): void => {
  if (!isIdToken(header, claims)) throw invalid('this token is not an ID token; sign in again');
  // A token without an expiry would be valid for ever, and one without a subject would be everybody's.
  if (typeof claims.exp !== 'number' || !textOf(claims.sub) || !isIssuedTo(audience, claims))
    throw invalid('this ID token is not valid; sign in again');
};

const refusalOf = (error: unknown, token: string): unknown => {
  if (error instanceof DomainError) return error;
  if (error instanceof FetchError || error instanceof JwksValidationError)
    return new DomainError('busy', 'access/issuer-away', 'the identity provider cannot be reached to verify this token; try again', {
      retryAfterSeconds: 1,
    });
  return invalid(isJwt(token) ? 'this ID token is not valid; sign in again' : unknownToken);
};

/**
 * Verifies ID tokens of the stage's issuer (X1): signature, issuer, audience, use and expiry. Every doubt refuses the token. The issuer's
 * keys are cached. They are fetched again when a token names an unknown key.
 * @throws DomainError unauthenticated `access/token-invalid`, busy `access/issuer-away`
 */
export const idTokens = ({ issuer, audience, keysUrl, verifiedClaim, fetcher }: IssuerSettings) => {
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience,
      jwksUri: keysUrl,
      customJwtCheck: ({ header, payload }) => assertIdToken(audience, header as unknown as Claims, payload),
    },
    { jwksCache: issuerKeys(issuer, fetcher) },
  );
  return async (token: string): Promise<Identity> => {
    const claims: Claims = await verifier.verify(token).catch((error: unknown) => {
      throw refusalOf(error, token);
    });
    return {
      issuer,
      subject: String(claims.sub),
      email: textOf(claims.email),
      emailVerified: yes.includes(claims[verifiedClaim]),
      name: textOf(claims.name),
    };
  };
};
