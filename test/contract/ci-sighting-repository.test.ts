import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { sightingRepository } from '../../shared/data/configuration-item/sighting-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { CiSighting } from '../../shared/domain/configuration-item/sighting.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const sighting = (lastSeenAt: string): CiSighting => ({ item: uuidv7(), version: 1, lastSeenAt });

describe.each(recordsKinds)('the repository of sightings of CIs on %s', (_, open) => {
  let records: Records;
  beforeAll(async () => {
    records = await open();
  });

  it('I5 sightings are found by their CIs and listed before a time, the earliest first, and a later one leaves the list', async () => {
    const sightings = sightingRepository(records);
    const [first, second, third] = [
      sighting('2026-01-01T00:00:00.000Z'),
      sighting('2026-01-02T00:00:00.000Z'),
      sighting('2026-01-03T00:00:00.000Z'),
    ];
    await records.commit([third, first, second].map(sightings.save));
    const earlier = async (limit: number, after?: string) => sightings.pageBefore('2026-01-03', { limit, after });

    const page = await earlier(1);
    const rest = await earlier(10, page.nextCursor);
    await records.commit([sightings.save({ ...first, version: 2, lastSeenAt: '2026-02-01T00:00:00.000Z' }), sightings.remove(second)]);

    expect([...page.items, ...rest.items]).toEqual([first, second]);
    expect((await earlier(10)).items).toEqual([]);
    expect(await sightings.findMany([second.item, third.item, uuidv7()])).toEqual([third]);
    expect(await sightings.findMany([])).toEqual([]);
    await expect(records.commit([sightings.save({ ...third, version: 3 })])).rejects.toThrow('changed concurrently');
  });
});
