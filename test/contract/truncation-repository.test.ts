import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Truncation, TruncationRepository } from '../../shared/domain/monitor/truncation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const at = '2026-11-28T22:11:00.000Z';

describe.each(recordsKinds)('the repository of truncations on %s', (_, open) => {
  let records: Records;
  let truncations: TruncationRepository;
  beforeAll(async () => {
    records = await open();
    truncations = truncationRepository(records);
  });

  it('M1 each monitor has one truncation, which is replaced and removed by its version', async () => {
    const truncation: Truncation = { monitor: uuidv7(), alerts: 2, lastAt: at, reportedAt: at, version: 1 };
    const next = { ...truncation, version: 2, toldAt: at };
    await records.commit([truncations.save(truncation)]);
    expect(await truncations.findMany([truncation.monitor, uuidv7()])).toEqual([truncation]);

    await records.commit([truncations.save(next)]);
    await expect(records.commit([truncations.save(next)])).rejects.toBeStaleWrite();
    await expect(records.commit([truncations.remove(truncation)])).rejects.toBeStaleWrite();
    await records.commit([truncations.remove(next)]);
    expect(await truncations.findMany([truncation.monitor])).toEqual([]);
  });
});
