import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { idempotencyRecords } from '../../shared/data/idempotency/idempotency-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type IdempotencyRecord, type IdempotencyRepository, keptBodyLimit } from '../../shared/domain/idempotency/idempotency-record.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const createdAt = '2026-11-24T02:00:00.000Z';
const aRecord = (overrides: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  ...{ id: uuidv7(), version: 1, request: 'hash of the body', expiresAt: '2026-11-25T02:00:00.500Z' },
  ...overrides,
});

describe.each(recordsKinds)('the repository of idempotency keys on %s', (_, open) => {
  let records: Records;
  let keys: IdempotencyRepository;
  beforeAll(async () => {
    records = await open();
    keys = idempotencyRecords(records);
  });

  it('I3 a key is stored with the id of the new resource, and the answer is added later', async () => {
    const record = aRecord({ makes: uuidv7() });
    await records.commit([keys.save(record)]);
    expect(await keys.find(record.id)).toEqual(record);
    const answer = { status: 201, headers: { etag: '"1"' }, body: 'ä'.repeat(keptBodyLimit / 2) };

    await records.commit([keys.save({ ...record, version: 2, answer })]);

    expect(await keys.find(record.id)).toEqual({ ...record, version: 2, answer });
    expect(await keys.find(uuidv7())).toBeUndefined();
  });

  it('I3 a key is stored in the first transaction that it protects, so of two concurrent requests one writes', async () => {
    const teams = resourceRepository<Team>(records, Teams, teamRow);
    const aTeam = (name: string): Team => ({ id: uuidv7(), version: 1, createdAt, updatedAt: createdAt, name });
    const [record, one, other] = [aRecord(), aTeam('one'), aTeam('other')];

    const tries = await Promise.allSettled([one, other].map((team) => records.commit([keys.save(record), ...teams.save(team)])));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await teams.findMany([one.id, other.id])).toHaveLength(1);
  });

  it('I3 an expired key is taken over by one request', async () => {
    const record = aRecord();
    await records.commit([keys.save(record)]);
    const next = { ...record, version: 2, request: 'another body', expiresAt: '2026-11-26T02:00:00.000Z' };
    await records.commit([keys.save(next)]);

    await expect(records.commit([keys.save(next)])).rejects.toBeStaleWrite();

    expect(await keys.find(record.id)).toEqual(next);
  });

  it('I3 the row of a key expires after the key, never before', async () => {
    const record = aRecord();
    await records.commit([keys.save(record)]);

    const row = await records.read({ pk: `IDEMPOTENCY#${record.id}`, sk: '#' });

    expect(row?.ttl).toBe(Date.parse('2026-11-25T02:00:01.000Z') / 1_000);
  });
});
