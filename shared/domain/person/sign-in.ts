import type { Write } from '../store.ts';

/** The claims of a verified ID token (X1). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
}

/** Links the identities of the sign-in service to people. */
export interface SignInRepository {
  personOf(identity: Pick<Identity, 'issuer' | 'subject'>): Promise<string | undefined>;
  join(identity: Pick<Identity, 'issuer' | 'subject'>, person: string): Write;
}
