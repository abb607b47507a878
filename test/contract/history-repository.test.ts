import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import type { HistoryRepository } from '../../shared/domain/history/history-repository.ts';
import { type HistoryFacet, headOf, type ItemVersion, nextVersion } from '../../shared/domain/history/item-version.ts';
import { type ReportedRecords, recordsKinds } from '../support/dynamo-table.ts';
import { byTest } from '../support/items.ts';
import { allPages } from '../support/paging.ts';

const at = (hour: number) => `2026-11-24T0${hour}:00:00.000Z`;

describe.each(recordsKinds)('the history of an item on %s', (_, open) => {
  let records: ReportedRecords;
  let history: HistoryRepository;
  beforeAll(async () => {
    records = await open();
    history = historyRepository(records);
  });

  /** Adds a version for each facet and time. */
  const written = async (item: string, steps: readonly (readonly [HistoryFacet, string])[]): Promise<readonly ItemVersion[]> => {
    const last = new Map<HistoryFacet, ItemVersion>();
    const versions = steps.map(([facet, time], n) => {
      const before = last.get(facet);
      const version = nextVersion({ item, facet, at: time, before: {}, after: { n } }, byTest, before && headOf(before));
      last.set(facet, version);
      return version;
    });
    for (const version of versions) await records.commit([history.add(version)]);
    return versions;
  };

  it('C6 versions are read in the order of time, in pages, up to a time and with the keys of their rows', async () => {
    const item = uuidv7();
    const versions = await written(item, [
      ['asset', at(1)],
      ['ci', at(2)],
      ['asset', at(3)],
    ]);

    const pages = await allPages((from) => history.page([item], { limit: 2, ...from }));
    expect(pages).toEqual([versions.slice(0, 2), versions.slice(2)]);
    expect(await history.versions(item, at(2))).toEqual(versions.slice(0, 2));
    expect((await history.rows(item)).map(({ facet, version, content }) => [facet, version, content])).toEqual(
      versions.map((version) => [version.facet, version.version, version]),
    );
    expect([await history.has(item), await history.has(uuidv7())]).toEqual([true, false]);
  });

  it('C6 a version that is there already is not written again', async () => {
    const [version] = await written(uuidv7(), [['ci', at(1)]]);

    await expect(records.commit(version ? [history.add(version)] : [])).rejects.toThrow('changed concurrently');
  });

  it('C6 the newest version of each part of a day is found', async () => {
    const [one, other] = [uuidv7(), uuidv7()];
    const day = '2026-11-23';
    const time = (hour: number) => at(hour).replace('2026-11-24', day);
    const ofOne = await written(one, [
      ['ci', time(1)],
      ['relations', time(2)],
      ['ci', time(3)],
      ['ci', at(1)],
    ]);
    const ofOther = await written(other, [['asset', time(4)]]);

    const found = await history.newestOfDay(day);

    const hashes = (versions: readonly (ItemVersion | undefined)[]) => versions.map((version) => version?.hash).toSorted();
    expect(hashes(found)).toEqual(hashes([ofOne[1], ofOne[2], ofOther[0]]));
  });

  it('C6 the end of a chain and the former dependants of an item are kept', async () => {
    const [item, source] = [uuidv7(), uuidv7()];
    const [version] = await written(item, [['relations', at(1)]]);
    const head = { item, facet: 'relations' as const, version: 1, head: headOf(version as ItemVersion) };
    await records.commit([history.saveLooseHead(head), history.saveFormerDependant(item, source)]);
    await records.commit([history.saveFormerDependant(item, source)]);

    expect(await history.looseHead(item, 'relations')).toEqual(head);
    expect(await history.looseHead(item, 'ci')).toBeUndefined();
    expect(await history.formerDependants(item, 10)).toEqual([source]);
  });
});
