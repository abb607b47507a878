import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../../shared/data/records.ts';
import { credentialRepository } from '../../shared/data/token/credential-repository.ts';
import type { Credential, CredentialRepository } from '../../shared/domain/token/credential.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const aCredential = (overrides: Partial<Credential> = {}): Credential => ({
  ...{ kind: 'monitor', id: uuidv7(), version: 1, hashes: [{ hash: 'newest' }] },
  ...overrides,
});

describe.each(recordsKinds)('the repository of credentials on %s', (_, open) => {
  let records: Records;
  let credentials: CredentialRepository;
  beforeAll(async () => {
    records = await open();
    credentials = credentialRepository(records);
  });
  const saved = async (overrides: Partial<Credential> = {}) => {
    const credential = aCredential(overrides);
    await records.commit([credentials.save(credential)]);
    return credential;
  };

  it('X1 a client and a monitor with the same id have separate credentials', async () => {
    const monitor = await saved();
    const client = await saved({ id: monitor.id, kind: 'client', hashes: [{ hash: 'of the client' }] });

    expect(await credentials.find('monitor', monitor.id)).toEqual(monitor);
    expect(await credentials.find('client', monitor.id)).toEqual(client);
    expect(await credentials.find('client', uuidv7())).toBeUndefined();
  });

  it('X1 a rotation keeps the old hash with its expiry, newest hash first', async () => {
    const monitor = await saved();
    const hashes = [{ hash: 'newer' }, { hash: 'newest', expiresAt: '2026-11-25T02:00:00.000Z' }];
    await records.commit([credentials.save({ ...monitor, version: 2, hashes })]);

    expect(await credentials.find('monitor', monitor.id)).toEqual({ ...monitor, version: 2, hashes });
  });

  it('T2 of two rotations on the same version one succeeds, so no token is lost silently', async () => {
    const monitor = await saved();
    const rotate = (hash: string) => records.commit([credentials.save({ ...monitor, version: 2, hashes: [{ hash }] })]);

    const tries = await Promise.allSettled([rotate('one'), rotate('other')]);

    const winner = tries.findIndex(({ status }) => status === 'fulfilled');
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await credentials.find('monitor', monitor.id))?.hashes).toEqual([{ hash: ['one', 'other'][winner] }]);
  });

  it('X1 credentials are removed only on the version that was read', async () => {
    const monitor = await saved();
    const rotated = { ...monitor, version: 2, hashes: [{ hash: 'newer' }] };
    await records.commit([credentials.save(rotated)]);

    await expect(records.commit([credentials.remove(monitor)])).rejects.toBeStaleWrite();
    await records.commit([credentials.remove(rotated)]);

    expect(await credentials.find('monitor', monitor.id)).toBeUndefined();
  });
});
