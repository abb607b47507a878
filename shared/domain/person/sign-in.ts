import type { Write } from '../store.ts';

/** The claims of a verified ID token (X1). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
}

/** The stored link of an identity to a person. The person may have been deleted since. */
export interface SignInLink {
  readonly person: string;
  readonly version: number;
}

/** Links the identities of the sign-in service to people. */
export interface SignInRepository {
  linkOf(identity: Pick<Identity, 'issuer' | 'subject'>): Promise<SignInLink | undefined>;
  /** Links an identity to a person. `before` is the link that it replaces. */
  join(identity: Pick<Identity, 'issuer' | 'subject'>, person: string, before?: SignInLink): Write;
}
