import { expect, it } from '@jest/globals';
import { stageOf } from '../../infra/stage.ts';
import { templatesOf } from './synthesized.ts';

const environmentOf = ({ service }: ReturnType<typeof templatesOf>) =>
  Object.values(service.findResources('AWS::Lambda::Function', { Properties: { FunctionName: 'quiesce-prod-people' } })).map(
    ({ Properties }) => Properties.Environment.Variables,
  )[0];

const context = { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com' };

it('X1 the issuer of tokens is the user pool of the stage, whose keys are at a known address', () => {
  const { ISSUER_URL, ISSUER_KEYS_URL, AUDIENCE, EMAIL_VERIFIED_CLAIM } = environmentOf(templatesOf('prod'));
  const parts = (value: { 'Fn::Join': [string, unknown[]] }): unknown[] => value['Fn::Join'][1];
  const [before, pool] = parts(ISSUER_URL);

  expect(before).toBe('https://cognito-idp.eu-central-1.amazonaws.com/');
  expect(parts(ISSUER_KEYS_URL)).toEqual([before, pool, '/.well-known/jwks.json']);
  expect([pool, AUDIENCE]).toEqual([{ Ref: 'PeoplePoolId' }, { Ref: 'PeopleClientId' }]);
  expect(EMAIL_VERIFIED_CLAIM).toBe('email_verified');
});

it('X1 the issuer may be that of an organisation, whose keys are found by discovery', () => {
  const foreign = { issuerUrl: 'https://login.example.com/tenant/', audience: 'quiesce-client' };

  expect(environmentOf(templatesOf('prod', foreign))).toMatchObject({
    ISSUER_URL: 'https://login.example.com/tenant/',
    ISSUER_KEYS_URL: 'https://login.example.com/tenant/.well-known/openid-configuration',
    AUDIENCE: 'quiesce-client',
    EMAIL_VERIFIED_CLAIM: 'email_verified',
  });
  expect(environmentOf(templatesOf('prod', { ...foreign, emailVerifiedClaim: 'xms_edov' }))).toMatchObject({
    EMAIL_VERIFIED_CLAIM: 'xms_edov',
  });
});

it.each([
  [{ issuerUrl: 'https://login.example.com' }, 'only with issuerUrl and audience together'],
  [{ audience: 'quiesce-client' }, 'only with issuerUrl and audience together'],
  [{ emailVerifiedClaim: 'xms_edov' }, 'only with issuerUrl and audience together'],
  [{ issuerUrl: 'http://login.example.com', audience: 'a' }, 'an https address: got "http://login.example.com"'],
  [{ issuerUrl: 'login.example.com', audience: 'a' }, 'an https address: got "login.example.com"'],
  [{ issuerUrl: 'https://login.example.com/?a=b', audience: 'a' }, 'an https address'],
])('X1 an issuer of %j is refused', (settings, message) => {
  expect(() => stageOf('prod', { ...context, ...settings })).toThrow(message);
});
