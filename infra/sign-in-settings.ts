/** An OIDC issuer that is not the stage's own user pool, such as that of an organisation. */
export interface ForeignIssuer {
  /** The `iss` claim of its tokens, exactly. Its keys are found by its discovery document. */
  readonly url: string;
  /** The `aud` claim of its ID tokens: the id of the client that it knows Quiesce by. */
  readonly audience: string;
  /**
   * The claim that says that the address in the claim `email` is verified. Only `true`, `"true"` and `"1"` say so.
   * @default email_verified
   */
  readonly verifiedClaim?: string;
}

/** The settings of a stage for sign-ins and mails. */
export interface SignInStage {
  /**
   * Whether the stage creates the identity of the sender's domain in SES, or uses one that exists: that of another stage of the account, or
   * of another application. `none` is for the local stage, which verifies the address itself, because its domain has no DNS.
   */
  readonly mailIdentity: 'new' | 'existing' | 'none';
  /** The issuer whose ID tokens identify people. @default the stage's own user pool. With another issuer, the pool is there and not used */
  readonly foreignIssuer?: ForeignIssuer;
  /** Whether signing in to the user pool requires a second factor: a code of an authenticator app (TOTP). */
  readonly mfa: 'required' | 'optional';
  /** Whether a password may be sent to the user pool, instead of a proof of it (SRP). Only for the local stage, whose people are made up. */
  readonly allowPasswordFlows: boolean;
}

/** What functions need to verify the ID tokens of an issuer. */
export interface Issuer {
  readonly url: string;
  readonly audience: string;
  /** The address of its keys, or of its discovery document, which names the address of its keys. */
  readonly keysUrl: string;
  readonly verifiedClaim: string;
}

const foreignIssuerOf = ({ url, audience, verifiedClaim = 'email_verified' }: ForeignIssuer): Issuer => ({
  url,
  audience,
  keysUrl: `${url.replace(/\/$/, '')}/.well-known/openid-configuration`,
  verifiedClaim,
});

/** The issuer whose ID tokens identify people: that of the settings, or else the user pool. */
export const issuerOf = (
  { foreignIssuer }: Pick<SignInStage, 'foreignIssuer'>,
  pool: { readonly poolId: string; readonly clientId: string; readonly region: string },
): Issuer => {
  if (foreignIssuer) return foreignIssuerOf(foreignIssuer);
  // It is built from its parts, because the emulator has no `ProviderURL` attribute.
  const url = `https://cognito-idp.${pool.region}.amazonaws.com/${pool.poolId}`;
  return { url, audience: pool.clientId, keysUrl: `${url}/.well-known/jwks.json`, verifiedClaim: 'email_verified' };
};

/** Settings of sign-ins and mails that come with each deployment. */
export interface SignInContext {
  readonly issuerUrl?: string;
  readonly audience?: string;
  readonly emailVerifiedClaim?: string;
  /** `existing` if SES already has the sender's domain in this account and region. @default the stage creates it */
  readonly mailIdentity?: string;
}

const isIssuerUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '';
};

/**
 * The issuer of the ID tokens of people, from `issuerUrl`, `audience` and `emailVerifiedClaim`.
 * @throws Error if only one of the first two is given, or if the issuer is not an https address
 */
const issuerSetting = (
  stage: string,
  { issuerUrl, audience, emailVerifiedClaim }: SignInContext,
): { readonly foreignIssuer?: ForeignIssuer } => {
  if (issuerUrl === undefined && audience === undefined && emailVerifiedClaim === undefined) return {};
  if (issuerUrl === undefined || audience === undefined)
    throw new Error(
      `stage ${stage} has an issuer of its own only with issuerUrl and audience together: got ${JSON.stringify({ issuerUrl, audience })}, ` +
        'give --context issuerUrl=https://… --context audience=<client id>, or neither to use the user pool',
    );
  if (!isIssuerUrl(issuerUrl))
    throw new Error(
      `stage ${stage} needs the issuer as it is in the claim iss, an https address: got ${JSON.stringify(issuerUrl)}, ` +
        'give --context issuerUrl=https://…',
    );
  return {
    foreignIssuer: { url: issuerUrl, audience, ...(emailVerifiedClaim === undefined ? {} : { verifiedClaim: emailVerifiedClaim }) },
  };
};

/** Whether the stage creates the sender's domain in SES. @throws Error if the setting has another value than `existing` */
const mailIdentitySetting = (stage: string, { mailIdentity }: SignInContext): { readonly mailIdentity: 'new' | 'existing' } => {
  if (mailIdentity === undefined || mailIdentity === 'new') return { mailIdentity: 'new' };
  if (mailIdentity === 'existing') return { mailIdentity };
  throw new Error(
    `stage ${stage} creates the sender's domain in SES, or uses an existing one: got ${JSON.stringify(mailIdentity)}, ` +
      'give --context mailIdentity=existing, or leave it out',
  );
};

/** What the context says about sign-ins and mails. @throws Error if a value is wrong */
export const signInSettings = (stage: string, context: SignInContext) => ({
  ...mailIdentitySetting(stage, context),
  ...issuerSetting(stage, context),
});
