import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { isUndecided } from '../../shared/domain/change/votable-change.ts';
import { aChange, type ChangeParts, changeOf } from '../support/approvals.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const at = '2026-11-24T02:00:00.000Z';
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const until = (day: string) => ({ approvalDeadline: `${day}T02:00:00.000Z` });

/** What an extension of the window, and an emergency that was started before its approval, have beside other changes. */
const extending = {
  status: 'implementing',
  extension: { end: '2026-12-24T02:00:00.000Z', reason: 'It takes longer.', by: 'person:x', at },
} as const;
const started = {
  status: 'in-review',
  type: 'emergency',
  retrospective: { by: uuidv7(), due: '2026-11-27T00:00:00.000Z', state: 'awaiting' },
} as const;

describe.each(recordsKinds)('the changes that await decisions on %s', (_, open) => {
  let records: Records;
  let changes: ChangeRepository;
  const stored: Change[] = [];
  const saved = async (parts: ChangeParts): Promise<Change> => {
    const change = aChange({ id: uuidv7(), number: await changes.nextNumber(), ...parts });
    await records.commit(changes.save(change));
    stored.push(change);
    return change;
  };
  const read = (limit: number) => allPages((from) => changes.awaiting({ limit, ...from }, isUndecided));
  beforeAll(async () => {
    records = await open();
    changes = changeRepository(records);
    stored.length = 0;
    await saved({ ...until('2026-12-04') });
    await saved({ ...extending, ...until('2026-12-02') });
    await saved({ ...started, ...until('2026-12-03') });
    await saved({ ...until('2026-12-01') });
    await saved({ ...extending, ...until('2026-12-05') });
    await saved({ status: 'scheduled', ...until('2026-11-30') });
    await saved({ ...started, ...until('2026-11-29'), retrospective: { ...started.retrospective, state: 'approved' } });
    await saved({ ...until('2026-11-28'), agreedAt: at });
  });
  const soonest = () => [3, 1, 2, 0, 4].map((place) => stored[place]?.id);

  it.each([1, 2, 3, 9])(
    'P4 plans, extensions and started emergencies are listed once each by their deadline, %d on a page',
    async (limit) => {
      const pages = await read(limit);

      expect(pages.flatMap(idsOf)).toEqual(soonest());
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    },
  );

  it('P4 what is decided is not among them any more', async () => {
    const [, extended, emergency] = stored as [Change, Change, Change];
    await records.commit([
      ...changes.save(changeOf({ ...extended, version: 2, extension: undefined }), extended),
      ...changes.save(changeOf({ ...emergency, version: 2, retrospective: { ...started.retrospective, state: 'late' } }), emergency),
    ]);

    expect((await read(9)).flatMap(idsOf)).toEqual([3, 0, 4].map((place) => stored[place]?.id));
    expect(idsOf((await changes.page({ status: 'in-review', limit: 9 })).items)).toContain(emergency.id);
  });
});

describe.each(recordsKinds)('the comments on a change on %s', (_, open) => {
  const [change, other] = [uuidv7(), uuidv7()];
  const aComment = (of: string, text: string) =>
    ({ id: uuidv7(), version: 1, createdAt: at, updatedAt: at, change: of, by: 'person:x', text, question: false }) as const;
  const comments = ['one', 'two', 'three', 'four'].map((text) => aComment(change, text));
  let changes: ChangeRepository;
  beforeAll(async () => {
    const records = await open();
    changes = changeRepository(records);
    await records.commit([...comments, aComment(other, 'elsewhere')].map(changes.saveComment));
  });

  it('P1 the latest of them are read oldest first, and never more than asked for', async () => {
    expect(await changes.latestComments(change, 2)).toEqual(comments.slice(2));
    expect(await changes.latestComments(change, 9)).toEqual(comments);
    expect(await changes.latestComments(uuidv7(), 9)).toEqual([]);
  });

  it('P1 all of them are listed oldest first, page by page, and one is found by its id', async () => {
    const pages = await allPages((from) => changes.comments(change, { limit: 3, ...from }));

    expect(pages).toEqual([comments.slice(0, 3), comments.slice(3)]);
    expect(await changes.findComment(change, comments[1]?.id ?? '')).toEqual(comments[1]);
    expect(await changes.findComment(other, comments[1]?.id ?? '')).toBeUndefined();
  });
});
