import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { idTokens } from '../../../shared/identity/id-token.ts';

const issuer = 'https://issuer.test/pool';
const audience = 'web';
const issuerKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = { keys: [{ ...issuerKey.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' }] };

const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
const claims = {
  iss: issuer,
  aud: audience,
  sub: 'subject-1',
  token_use: 'id',
  exp: inAnHour,
  email: 'ada@quiesce.test',
  email_verified: true,
};

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const signed = (overrides: object, key: KeyObject = issuerKey.privateKey, header: object = {}): string => {
  const text = `${encoded({ alg: 'RS256', kid: 'key-1', ...header })}.${encoded({ ...claims, ...overrides })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
};

const settings = { issuer, audience, keysUrl: `${issuer}/.well-known/jwks.json`, verifiedClaim: 'email_verified' };
const served = (document: object) => ({ fetch: async () => new TextEncoder().encode(JSON.stringify(document)).buffer });

const verify = idTokens({ ...settings, fetcher: served(keys) });

it('X1 an ID token of our issuer identifies the person', async () => {
  expect(await verify(signed({ name: 'Ada' }))).toEqual({
    issuer,
    subject: 'subject-1',
    email: 'ada@quiesce.test',
    emailVerified: true,
    name: 'Ada',
  });
});

it('X1 an address counts as verified only if the token has the claim', async () => {
  expect((await verify(signed({ email_verified: 'true' }))).emailVerified).toBe(true);
  for (const claim of [false, 'false', undefined, 1]) expect((await verify(signed({ email_verified: claim }))).emailVerified).toBe(false);
});

it.each([
  ['of another issuer', signed({ iss: 'https://evil.test' })],
  ['for another audience', signed({ aud: 'other' })],
  ['for another use', signed({ token_use: 'access' })],
  ['for several audiences, of which we are not the authorized one', signed({ aud: [audience, 'other'], azp: 'other' })],
  ['for several audiences, without the authorized one', signed({ aud: [audience, 'other'] })],
  ['that was issued to another client for us', signed({ azp: 'other' })],
  ['with scopes, as access tokens have', signed({ token_use: undefined, scope: 'openid' })],
  ['with scopes, as access tokens of Entra have', signed({ token_use: undefined, scp: 'User.Read' })],
  ['with the type of an access token in its header', signed({ token_use: undefined }, issuerKey.privateKey, { typ: 'at+jwt' })],
  ['with the type of an access token of Keycloak', signed({ token_use: undefined, typ: 'Bearer' })],
  ['that never expires', signed({ exp: undefined })],
  ['whose expiry is not a number', signed({ exp: 'never' })],
  ['of nobody', signed({ sub: undefined })],
  ['whose subject is not a text', signed({ sub: 7 })],
  ['that has expired', signed({ exp: inAnHour - 7_200 })],
  ['that is not valid yet', signed({ nbf: inAnHour })],
  ['signed by another key', signed({}, otherKey.privateKey)],
  ['without a signature', `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
  ['signed by our public key as a secret', signed({}, issuerKey.privateKey, { alg: 'HS256' })],
  ['whose claims were changed', signed({}).replace(/\.[^.]+\./, `.${encoded({ ...claims, sub: 'somebody-else' })}.`)],
  ['that is not a JWT', 'not-a-token'],
])('X1 a token %s is refused', async (_, token) => {
  await expect(verify(token)).rejects.toBeDomainError('access/token-invalid');
});

it('X1 an ID token for several audiences counts if we are the authorized one', async () => {
  expect(await verify(signed({ aud: [audience, 'other'], azp: audience }))).toMatchObject({ subject: 'subject-1' });
});

it('X1 an address or a name that is no text is left out', async () => {
  expect(await verify(signed({ email: ['ada@quiesce.test'], name: { first: 'Ada' } }))).toMatchObject({
    email: undefined,
    name: undefined,
  });
});

it.each([
  ['is not JSON', { fetch: async () => new TextEncoder().encode('<html>').buffer }],
  ['has no keys', served({})],
  ['has malformed keys', served({ keys: 'none' })],
])('X1 if the answer of the issuer %s, a token is neither accepted nor called invalid', async (_, fetcher) => {
  await expect(idTokens({ ...settings, fetcher })(signed({}))).rejects.toBeDomainError('access/issuer-away');
});

it('X1 only a token in the form of an ID token is answered with the advice to sign in', async () => {
  const [head, body] = signed({}).split('.');

  await expect(verify(`${head}.${body}.forged`)).rejects.toMatchObject({ code: 'access/token-invalid', message: /sign in/ });
  for (const token of ['', 'nonsense', 'whsec_abc', 'qs-monitor'])
    await expect(verify(token)).rejects.toMatchObject({
      code: 'access/token-invalid',
      message: expect.not.stringMatching(/sign/),
    });
});

it('X1 if the keys of the issuer cannot be fetched, a token is neither accepted nor called invalid', async () => {
  const verifyWithoutIssuer = idTokens({
    ...settings,
    issuer: 'https://127.0.0.1:1',
    keysUrl: 'https://127.0.0.1:1/.well-known/jwks.json',
  });

  await expect(verifyWithoutIssuer(signed({ iss: 'https://127.0.0.1:1' }))).rejects.toBeDomainError('access/issuer-away');
});
