import { identify } from '../../shared/application/person/identify.ts';
import { signIn } from '../../shared/application/person/sign-in.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { Person } from '../../shared/domain/person/person.ts';
import type { Identity } from '../../shared/domain/person/sign-in.ts';
import { countingIds, settableClock } from './api.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { worldOn } from './world.ts';

export const bootstrapAdmin = 'first@quiesce.test';

/** Who asks, over the fake table; an ID token is the JSON of what it says, as if the issuer had signed it. */
export const identityWorld = () => {
  const records = inMemoryRecords();
  const clock = settableClock();
  const world = worldOn(records, clock, countingIds());
  const verifyIdToken = async (token: string): Promise<Identity> => {
    if (!token.startsWith('{')) throw new DomainError('unauthenticated', 'access/token-invalid', 'this is no valid ID token');
    return { issuer: 'https://issuer.test', emailVerified: true, name: undefined, ...JSON.parse(token) };
  };
  const join = signIn({ ...world, bootstrapAdmin, approversGroup: 'approvers' });
  /** A function that has just started: nothing in memory. */
  const started = () => identify({ ...world, verifyIdToken, signIn: join });
  const bearer = (said: object): string => `Bearer ${JSON.stringify({ subject: 'subject-1', ...said })}`;
  let people = 0;
  return {
    world,
    records,
    clock,
    started,
    bearer,
    /** Registers a person. */
    person: async (said: Partial<Person> = {}): Promise<Person> => {
      people += 1;
      const now = clock.now();
      const fields = { name: 'Ada', email: `person-${people}@quiesce.test`, zone: 'UTC', roles: ['approver' as const], teams: [] };
      const person: Person = { ...fields, id: world.ids.next(), version: 1, createdAt: now, updatedAt: now, ...said };
      await world.store.commit(world.people.save(person));
      return person;
    },
  };
};
