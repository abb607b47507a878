import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { assetMatches } from '../../shared/data/import/asset-matches.ts';
import { importRepository } from '../../shared/data/import/import-repository.ts';
import { postingsFirst } from '../../shared/data/import/postings-first.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { assetTagOf, serialNumberOf } from '../../shared/domain/asset/asset-uniques.ts';
import type { Export } from '../../shared/domain/export/export.ts';
import { type Import, type ImportOutcome, type ImportResult, noProgress } from '../../shared/domain/import/import.ts';
import type { Starter } from '../../shared/domain/import/transfer.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { anAsset, byTest } from '../support/items.ts';

const at = '2026-11-24T02:00:00.000Z';
const expiresAt = '2027-02-22T02:00:00.000Z';
const stamps = () => ({ id: uuidv7(), version: 1, createdAt: at, updatedAt: at });
const starter: Starter = { kind: 'person', id: uuidv7(), roles: ['asset-manager'], teams: [] };
const begun = { kind: 'assets', format: 'csv', starter } as const;
const anImport = (): Import => ({ ...stamps(), ...begun, dryRun: false, status: 'waiting', progress: noProgress });
const anExport = (): Export => ({ ...stamps(), ...begun, status: 'waiting', progress: { rows: 0 }, parts: [] });

describe.each(recordsKinds)('the repository of imports on %s', (_, open) => {
  let records: Records;
  beforeAll(async () => {
    records = await open();
  });

  it('I5 an import and an export are kept, and only one of two changes counts', async () => {
    const [imports, exports] = [importRepository(records), exportRepository(records)];
    const [one, other] = [anImport(), anExport()];
    await records.commit([imports.save(one), exports.save(other)]);
    const running: Import = { ...one, version: 2, status: 'running', place: { byte: 1, line: 1 } };
    await records.commit([imports.save(running)]);

    await expect(records.commit([imports.save({ ...running, status: 'failed' })])).rejects.toThrow('changed concurrently');

    expect(await imports.find(one.id)).toEqual(running);
    expect(await exports.find(other.id)).toEqual(other);
    expect(await imports.find(uuidv7())).toBeUndefined();
  });

  it('I5 the results of rows are listed in the order of the lines, all or of one outcome', async () => {
    const imports = importRepository(records);
    const id = uuidv7();
    const result = (line: number, outcome: ImportOutcome): ImportResult => ({ import: id, version: 1, line, outcome, expiresAt });
    const results = [result(2, 'created'), result(3, 'failed'), result(10, 'created'), result(100, 'unchanged')];
    await records.writeOnce(imports.saveResults(results.toReversed()));

    const first = await imports.pageOfResults(id, { limit: 3 }, undefined);
    const rest = await imports.pageOfResults(id, { limit: 3, after: first.nextCursor }, undefined);

    expect([...first.items, ...rest.items]).toEqual(results);
    expect((await imports.pageOfResults(id, { limit: 10 }, 'created')).items.map(({ line }) => line)).toEqual([2, 10]);
    expect((await imports.resultsFrom(id, 4)).map(({ line }) => line).toSorted((one, other) => one - other)).toEqual([10, 100]);
  });

  it('I5 the keys of rows are found with their lines', async () => {
    const imports = importRepository(records);
    const id = uuidv7();
    const claim = { import: id, version: 1, key: 'asset-tag t/1 #', line: 7, expiresAt } as const;
    await records.writeOnce(imports.saveClaims([claim]));

    expect(await imports.claimed(id, [claim.key, 'asset-tag t/2'])).toEqual(new Map([[claim.key, 7]]));
    expect(await imports.claimed(uuidv7(), [claim.key])).toEqual(new Map());
  });

  it('I5 A9 assets are found by tag, serial number and name, also if their words are written first', async () => {
    const [assets, store] = [assetRepository(records), postingsFirst(records)];
    const matches = assetMatches(records, itemRepository(records));
    const one = anAsset({ name: 'Beamer 118', assetTag: 'B-118', vendor: 'Example', serialNumber: 'X-118' });
    const other = anAsset({ name: 'Beamer 119' });
    await Promise.all([one, other].map((asset) => store.commit(assets.save(asset, byTest))));

    const [tag, serial] = [assetTagOf('b-118'), serialNumberOf('Example', 'X-118')];

    expect(await matches.byUniques([tag, serial, assetTagOf('none')])).toEqual(
      new Map([tag, serial].map(({ scheme, value }) => [`${scheme} ${value}`, expect.objectContaining(one)])),
    );
    expect(await matches.byIds([one.id, other.id, uuidv7()])).toHaveLength(2);
    expect([await matches.byName('beamer 119'), await matches.byName('Beamer'), await matches.byName('…')]).toEqual([
      [expect.objectContaining(other)],
      [],
      [],
    ]);
  });
});
