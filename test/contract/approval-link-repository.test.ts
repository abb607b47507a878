import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { approvalLinkRepository } from '../../shared/data/approval/approval-link-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { ApprovalLink, ApprovalLinkRepository } from '../../shared/domain/approval/approval-link.ts';
import type { IssuedCode } from '../../shared/domain/mailed-link/mailed-codes.ts';
import { hashOfToken } from '../../shared/domain/mailed-link/mailed-link.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const deadline = '2026-11-25T02:00:00.000Z';
const aLink = (overrides: Partial<ApprovalLink> = {}): ApprovalLink => ({
  ...{
    hash: hashOfToken(uuidv7()),
    change: uuidv7(),
    revision: 1,
    person: uuidv7(),
    addressVersion: 0,
    lastAskedAt: deadline,
    expiresAt: deadline,
    version: 1,
  },
  ...overrides,
});
const aCode = (link: ApprovalLink, tries = 0): IssuedCode => ({
  ...{
    hmac: 'h',
    link: link.hash,
    revision: link.revision,
    sentAt: '2026-11-24T02:00:00.000Z',
    expiresAt: '2026-11-24T02:10:00.000Z',
    tries,
  },
});

describe.each(recordsKinds)('the repository of approval links on %s', (_, open) => {
  let records: Records;
  let links: ApprovalLinkRepository;
  beforeAll(async () => {
    records = await open();
    links = approvalLinkRepository(records);
  });

  it('P6 a link is found only by the hash of its token', async () => {
    const [one, other] = [aLink(), aLink()];
    await records.commit([one, other].map(links.save));

    expect(await links.find(one.hash)).toEqual(one);
    expect(await links.find(hashOfToken('another'))).toBeUndefined();
    expect(await links.find('')).toBeUndefined();
  });

  it('P6 a link is never overwritten', async () => {
    const link = aLink();
    await records.commit([links.save(link)]);

    await expect(records.commit([links.save({ ...link, person: uuidv7() })])).rejects.toBeStaleWrite();

    expect(await links.find(link.hash)).toEqual(link);
  });

  it('P6 the row of a link expires a week after its deadline, so that until then the page can say why it is closed', async () => {
    const link = aLink();
    await records.commit([links.save(link)]);

    const row = await records.read({ pk: `LINK#${link.hash}`, sk: '#' });

    expect(row?.ttl).toBe(Date.parse('2026-12-02T02:00:00.000Z') / 1_000);
  });

  it('P6 codes are stored by person and change, for all revisions together', async () => {
    const link = aLink();
    const codes = { change: link.change, person: link.person, codes: [aCode(link), aCode({ ...link, revision: 2 })], version: 1 };
    await records.commit([links.saveCodes(codes)]);

    expect(await links.codes(link)).toEqual(codes);
    const [otherPerson, otherChange] = [
      { change: link.change, person: uuidv7() },
      { change: uuidv7(), person: link.person },
    ];
    for (const asked of [otherPerson, otherChange]) expect(await links.codes(asked)).toEqual({ ...asked, codes: [], version: 0 });
  });

  it('P6 concurrent attempts with a code are counted one by one', async () => {
    const link = aLink();
    const codes = { change: link.change, person: link.person, codes: [aCode(link)], version: 1 };
    await records.commit([links.saveCodes(codes)]);
    const tried = { ...codes, version: 2, codes: [aCode(link, 1)] };

    const tries = await Promise.allSettled([1, 2, 3].map(() => records.commit([links.saveCodes(tried)])));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await links.codes(link)).toEqual(tried);
    await expect(records.commit([links.saveCodes(codes)])).rejects.toBeStaleWrite();
  });
});
