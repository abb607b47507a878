import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { identify } from '../../../shared/application/person/identify.ts';
import { signIn } from '../../../shared/application/person/sign-in.ts';
import { idTokens } from '../../../shared/identity/id-token.ts';
import { bootstrapAdmin, identityWorld } from '../../support/identity.ts';
import { oidcIssuer, type SigningAlgorithm } from '../../support/oidc-issuer.ts';

let issuer: Awaited<ReturnType<typeof oidcIssuer>>;
beforeEach(async () => {
  issuer = await oidcIssuer();
});
afterEach(() => issuer.close());

/** Identification by tokens of the issuer, as functions do it. */
const identification = (settings: Partial<typeof issuer.settings> = {}) => {
  const { world, person } = identityWorld();
  const verifyIdToken = idTokens({ ...issuer.settings, ...settings, fetcher: issuer.fetcher });
  const join = signIn({ ...world, bootstrapAdmin, approversGroup: 'approvers' });
  return { person, identifyBy: (token: string) => identify({ ...world, verifyIdToken, signIn: join })(`Bearer ${token}`) };
};

it.each<SigningAlgorithm>(['RS256', 'ES256'])(
  'X1 a person signs in with an ID token of another issuer, signed with %s, and is linked by the verified address',
  async (alg) => {
    const { person, identifyBy } = identification();
    const ada = await person({ email: 'ada@example.com' });

    expect(await identifyBy(issuer.token({}, alg))).toMatchObject({ id: ada.id, roles: ['approver'] });
    // From then on, the subject is enough.
    expect(await identifyBy(issuer.token({ email: undefined, email_verified: undefined }, alg))).toMatchObject({ id: ada.id });
  },
);

it('X1 the keys are found by the discovery document, once, and again for an unknown key', async () => {
  const { identifyBy } = identification();
  issuer.published.delete('ES256');
  await identifyBy(issuer.token({ sub: 'one' }));
  await identifyBy(issuer.token({ sub: 'one' }));
  const once = ['/tenant/.well-known/openid-configuration', '/v1/keys'];
  expect(issuer.requests).toEqual(once);

  issuer.published.add('ES256');
  await identifyBy(issuer.token({ sub: 'one' }, 'ES256'));

  expect(issuer.requests).toEqual([...once, ...once]);
});

it.each([false, undefined, 'false', 1, {}])('X1 at the first sign-in, an address with email_verified %p links nobody', async (claim) => {
  const { person, identifyBy } = identification();
  await person({ email: 'ada@example.com' });

  await expect(identifyBy(issuer.token({ email_verified: claim }))).rejects.toBeDomainError('access/address-unverified');
});

it('X1 another claim may say that the address is verified, and then only that claim counts', async () => {
  const { person, identifyBy } = identification({ verifiedClaim: 'xms_edov' });
  const ada = await person({ email: 'ada@example.com' });

  await expect(identifyBy(issuer.token({}))).rejects.toBeDomainError('access/address-unverified');
  expect(await identifyBy(issuer.token({ email_verified: undefined, xms_edov: '1' }))).toMatchObject({ id: ada.id });
});

it.each([
  ['of the user pool that is not used', { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a' }],
  ['of the issuer without its last slash', { iss: 'https://login.example.com/tenant' }],
  ['for another client', { aud: 'other' }],
])('X1 a token %s is refused', async (_, claims) => {
  await expect(identification().identifyBy(issuer.token(claims))).rejects.toBeDomainError('access/token-invalid');
});

it('X1 a discovery document of another issuer is not trusted', async () => {
  issuer.state.issuer = 'https://evil.example.com';

  await expect(identification().identifyBy(issuer.token())).rejects.toBeDomainError('access/issuer-away');
  expect(issuer.requests).toEqual(['/tenant/.well-known/openid-configuration']);
});

it('X1 while the issuer is away nobody is let in, and afterwards people are', async () => {
  const { identifyBy } = identification();
  issuer.state.isAway = true;
  await expect(identifyBy(issuer.token())).rejects.toBeDomainError('access/issuer-away');

  issuer.state.isAway = false;
  expect(await identifyBy(issuer.token())).toMatchObject({ roles: ['viewer'] });
});
