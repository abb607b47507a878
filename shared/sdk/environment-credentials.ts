import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles (`infra/bundle-options.ts`). Lambda passes the credentials of a
 * function's role in environment variables, and so does the local stack. The other sources of the SDK (profiles, SSO, processes, web
 * identities, metadata services) are never used in a function, but Node would read their code at each cold start.
 */
export const defaultProvider: typeof fromEnv = (init) => fromEnv(init);
