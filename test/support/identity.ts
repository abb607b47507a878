import { identify } from '../../shared/application/person/identify.ts';
import { recognize, signIn } from '../../shared/application/person/sign-in.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { Person } from '../../shared/domain/person/person.ts';
import type { Identity } from '../../shared/domain/person/sign-in.ts';
import { type AreaName, allFunctions } from '../../shared/functions/all-functions.ts';
import { storesSignIns } from '../../shared/runtime/http-function.ts';
import { countingIds, settableClock } from './api.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { worldOn } from './world.ts';

export const bootstrapAdmin = 'first@quiesce.test';

/**
 * Identification of callers over the in-memory table. An ID token is the JSON of its claims, without a signature.
 * `area`: the function that identifies them, which may not store first sign-ins if its record does not say so.
 */
export const identityWorld = (area: AreaName = 'people') => {
  const records = inMemoryRecords();
  const clock = settableClock();
  const world = worldOn(records, clock, countingIds());
  const verifyIdToken = async (token: string): Promise<Identity> => {
    if (!token.startsWith('{')) throw new DomainError('unauthenticated', 'access/token-invalid', 'the ID token is invalid');
    return { issuer: 'https://issuer.test', emailVerified: true, name: undefined, ...JSON.parse(token) };
  };
  const personOf = storesSignIns(allFunctions.find(({ name }) => name === area) ?? {}) ? signIn : recognize;
  const join = personOf({ ...world, bootstrapAdmin, approversGroup: 'approvers' });
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
