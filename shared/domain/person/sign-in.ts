import type { Write } from '../store.ts';

/** What a verified ID token says (X1). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
}

export interface SignInRepository {
  personOf(identity: Pick<Identity, 'issuer' | 'subject'>): Promise<string | undefined>;
  join(identity: Pick<Identity, 'issuer' | 'subject'>, person: string): Write;
}
