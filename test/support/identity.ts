import { identify } from '../../shared/application/person/identify.ts';
import { signIn } from '../../shared/application/person/sign-in.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { Person } from '../../shared/domain/person/person.ts';
import type { Identity } from '../../shared/domain/person/sign-in.ts';
import { countingIds, settableClock } from './api.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { worldOn } from './world.ts';

export const bootstrapAdmin = 'first@quiesce.test';

/** Identification of callers over the in-memory table. An ID token is the JSON of its claims, without a signature. */
export const identityWorld = () => {
  const records = inMemoryRecords();
  const clock = settableClock();
  const world = worldOn(records, clock, countingIds());
  const verifyIdToken = async (token: string): Promise<Identity> => {
    if (!token.startsWith('{')) throw new DomainError('unauthenticated', 'access/token-invalid', 'the ID token is invalid');
    return { issuer: 'https://issuer.test', emailVerified: true, name: undefined, ...JSON.parse(token) };
  };
  const join = signIn({ ...world, bootstrapAdmin, approversGroup: 'approvers' });
  /** `identify` of a function that has just started, with an empty cache. */
  const started = () => identify({ ...world, verifyIdToken, signIn: join });
  const bearer = (claims: object): string => `Bearer ${JSON.stringify({ subject: 'subject-1', ...claims })}`;
  let people = 0;
  return {
    world,
    records,
    clock,
    started,
    bearer,
    /** Registers a person. */
    person: async (overrides: Partial<Person> = {}): Promise<Person> => {
      people += 1;
      const now = clock.now();
      const fields = { name: 'Ada', email: `person-${people}@quiesce.test`, zone: 'UTC', roles: ['approver' as const], teams: [] };
      const person: Person = { ...fields, id: world.ids.next(), version: 1, createdAt: now, updatedAt: now, ...overrides };
      await world.store.commit(world.people.save(person));
      return person;
    },
  };
};
