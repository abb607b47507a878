import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { signInRepository } from '../../shared/data/person/sign-in-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { SignInRepository } from '../../shared/domain/person/sign-in.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const issuer = 'https://cognito-idp.test/pool';

describe.each(recordsKinds)('the repository of sign-ins on %s', (_, open) => {
  let records: Records;
  let signIns: SignInRepository;
  beforeAll(async () => {
    records = await open();
    signIns = signInRepository(records);
  });

  it('X1 an identity is found only by its issuer and subject', async () => {
    const [ada, subject] = [uuidv7(), uuidv7()];
    await records.commit([signIns.join({ issuer, subject }, ada)]);

    expect((await signIns.linkOf({ issuer, subject }))?.person).toBe(ada);
    expect(await signIns.linkOf({ issuer: 'https://other.test', subject })).toBeUndefined();
    expect(await signIns.linkOf({ issuer, subject: subject.slice(0, -1) })).toBeUndefined();
  });

  it('X1 an identity that is linked to a person cannot be linked again', async () => {
    const [ada, eve, subject] = [uuidv7(), uuidv7(), uuidv7()];
    await records.commit([signIns.join({ issuer, subject }, ada)]);

    await expect(records.commit([signIns.join({ issuer, subject }, eve)])).rejects.toBeStaleWrite();
    await expect(records.commit([signIns.join({ issuer, subject }, ada)])).rejects.toBeStaleWrite();

    expect((await signIns.linkOf({ issuer, subject }))?.person).toBe(ada);
  });

  it('X1 of several first sign-ins at once, one links the identity', async () => {
    const [people, subject] = [[uuidv7(), uuidv7(), uuidv7()], uuidv7()];

    const tries = await Promise.allSettled(people.map((person) => records.commit([signIns.join({ issuer, subject }, person)])));

    const joined = people.filter((__, at) => tries[at]?.status === 'fulfilled');
    expect(joined).toEqual([(await signIns.linkOf({ issuer, subject }))?.person]);
  });

  it('X1 a person may have many identities', async () => {
    const [ada, one, other] = [uuidv7(), uuidv7(), uuidv7()];
    await records.commit([one, other].map((subject) => signIns.join({ issuer, subject }, ada)));

    expect((await signIns.linkOf({ issuer, subject: one }))?.person).toBe(ada);
    expect((await signIns.linkOf({ issuer, subject: other }))?.person).toBe(ada);
  });
});
