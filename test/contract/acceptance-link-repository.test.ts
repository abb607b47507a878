import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { acceptanceLinkRepository } from '../../shared/data/assignment/acceptance-link-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { AcceptanceLink, AcceptanceLinkRepository } from '../../shared/domain/assignment/acceptance-link.ts';
import { hashOfToken } from '../../shared/domain/mailed-link/mailed-link.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const expiresAt = '2026-12-24T02:00:00.000Z';
const aLink = (): AcceptanceLink => ({
  ...{ hash: hashOfToken(uuidv7()), asset: uuidv7(), assignment: uuidv7(), person: uuidv7() },
  ...{ revision: 1, addressVersion: 0, expiresAt, version: 1 },
});

describe.each(recordsKinds)('the repository of the links of holders on %s', (_, open) => {
  let records: Records;
  let links: AcceptanceLinkRepository;
  beforeAll(async () => {
    records = await open();
    links = acceptanceLinkRepository(records);
  });

  it('A2 a link is found only by the hash of its token, is never overwritten, and is kept for a week after it expired', async () => {
    const [one, other] = [aLink(), aLink()];
    await records.commit([one, other].map(links.save));

    await expect(records.commit([links.save({ ...one, person: uuidv7() })])).rejects.toBeStaleWrite();

    expect(await links.find(one.hash)).toEqual(one);
    expect(await links.find(hashOfToken('another'))).toBeUndefined();
    expect((await records.read({ pk: `ACCEPTANCE#${one.hash}`, sk: '#' }))?.ttl).toBe(Date.parse('2026-12-31T02:00:00.000Z') / 1_000);
  });

  it('P6 codes are stored by assignment, and concurrent attempts are counted one by one', async () => {
    const link = aLink();
    const { asset, assignment } = link;
    const code = { hmac: 'h', link: link.hash, revision: 1, sentAt: '2026-11-24T02:00:00.000Z', expiresAt, tries: 0 };
    const codes = { asset, assignment, codes: [code], version: 1 };
    expect(await links.codes(link)).toEqual({ asset, assignment, codes: [], version: 0 });
    await records.commit([links.saveCodes(codes)]);
    const tried = { ...codes, version: 2, codes: [{ ...code, tries: 1 }] };

    const tries = await Promise.allSettled([1, 2, 3].map(() => records.commit([links.saveCodes(tried)])));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await links.codes(link)).toEqual(tried);
    expect((await links.codes({ asset, assignment: uuidv7() })).version).toBe(0);
  });
});
