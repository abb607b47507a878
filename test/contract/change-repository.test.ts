import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import { importedChange } from '../../shared/domain/change/past-change.ts';
import { digestOf } from '../../shared/domain/change/scope.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { aChange, type ChangeParts, changeOf, plannedOn } from '../support/approvals.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';
import { scopeChunks } from '../support/reservations.ts';

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(recordsKinds)('the repository of changes on %s', (_, open) => {
  let records: Records;
  let changes: ChangeRepository;
  beforeAll(async () => {
    records = await open();
    changes = changeRepository(records);
  });
  const newChange = async (overrides: ChangeParts = {}) => aChange({ id: uuidv7(), number: await changes.nextNumber(), ...overrides });
  const saved = async (overrides: ChangeParts = {}) => {
    const change = await newChange(overrides);
    await records.commit(changes.save(change));
    return change;
  };
  const update = async (change: Change, overrides: ChangeParts) => {
    const next = changeOf({ ...change, ...overrides, version: change.version + 1 });
    await records.commit(changes.save(next, change));
    return next;
  };

  it('T2 a change is read as it was saved, and an unknown one is missing', async () => {
    const change = await saved({
      outcomes: [{ item: uuidv7(), outcome: 'successful' }],
      links: [{ rel: 'plan', href: 'https://x.test/' }],
    });

    expect(await changes.get(change.id)).toEqual(change);
    expect(await changes.find(uuidv7())).toBeUndefined();
    await expect(changes.get(uuidv7())).rejects.toBeDomainError('change/not-found');
  });

  it('I5 T2 a change of the past is read as it was saved, by its reference too, and counts at its finish', async () => {
    const [id, reference] = [uuidv7(), uuidv7()];
    const evidence = { system: 's', reference, href: 'https://s.test/' };
    const told = {
      ...{ externalReference: { system: 'tickets', id: reference }, type: 'normal' as const, title: 'Patch' },
      ...{ items: [uuidv7()], outcome: 'failed' as const },
      approvals: [{ person: uuidv7(), decidedAt: '2019-03-01T10:00:00.000Z', evidence }],
      window: { start: '2019-03-02T10:00:00.000Z', end: '2019-03-02T12:00:00.000Z' },
      ...{ failedAt: '2019-03-02T11:00:00.000Z', closedAt: '2019-03-03T10:00:00.000Z' },
    };
    const parts = { id, number: await changes.nextNumber(), windowId: uuidv7(), scope: { digest: 'd', count: 1 } };
    const change = importedChange(told, parts, '2026-11-24T12:00:00.000Z');

    await records.commit(changes.save(change));

    expect(await changes.get(id)).toEqual(change);
    expect(await changes.named('external-reference', `tickets=${reference}`)).toBe(id);
    expect(idsOf((await changes.finished({ from: told.failedAt, to: told.closedAt }, { limit: 10 })).items)).toContain(id);
  });

  it('T2 a change is written only on the version that was read', async () => {
    const change = await saved();
    await records.commit([changes.unchanged(change)]);
    const next = await update(change, { status: 'scheduled' });

    await expect(update(change, { status: 'rejected' })).rejects.toBeStaleWrite();
    await expect(records.commit([changes.unchanged(change)])).rejects.toBeStaleWrite();
    expect(await changes.get(change.id)).toEqual(next);
  });

  it('T3 numbers are unique and rising, even for concurrent requests', async () => {
    const first = await changes.nextNumber();
    const numbers = await Promise.all(Array.from({ length: 8 }, () => changes.nextNumber()));

    expect(first).toMatch(/^CHG-\d{6}$/);
    expect(new Set(numbers).size).toBe(8);
    expect(numbers.toSorted()[0]).toBe(`CHG-${String(Number(first.slice(4)) + 1).padStart(6, '0')}`);
  });

  it('I7 a change is found by its number in any case, and by its external reference in exact case', async () => {
    const change = await saved({ externalReference: { system: 'jira', id: 'OPS-1' } });

    expect(await changes.named('number', change.number.toLowerCase())).toBe(change.id);
    expect(await changes.named('number', change.number)).toBe(change.id);
    expect(await changes.named('external-reference', 'jira=OPS-1')).toBe(change.id);
    expect(await changes.named('external-reference', 'jira=ops-1')).toBeUndefined();
    expect(await changes.withReferences(['jira=OPS-1', 'jira=ops-1', 'jira=OPS-1'])).toEqual(new Map([['jira=OPS-1', change.id]]));
    expect(await changes.withReferences([])).toEqual(new Map());
    expect(await changes.named('number', 'CHG-999999')).toBeUndefined();
  });

  it('T3 a number or an external reference belongs to one change', async () => {
    const change = await saved({ externalReference: { system: 'jira', id: 'OPS-2' } });

    const same = commitUnique(records, 'change', changes.save(await newChange({ externalReference: { system: 'jira', id: 'OPS-2' } })));
    await expect(same).rejects.toBeDomainError('change/external-reference-taken');
    const number = commitUnique(records, 'change', changes.save(await newChange({ number: change.number })));
    await expect(number).rejects.toBeDomainError('change/number-taken');
  });

  it('T3 an external reference is free again when its change gives it up, and stays taken while its change keeps it', async () => {
    const reference = { system: 'jira', id: 'OPS-3' };
    const change = await saved({ externalReference: reference });
    const kept = await update(change, { title: 'Another title' });
    expect(await changes.named('external-reference', 'jira=OPS-3')).toBe(change.id);

    await update(kept, { externalReference: { system: 'jira', id: 'OPS-4' } });
    const next = await saved({ externalReference: reference });

    expect(await changes.named('external-reference', 'jira=OPS-3')).toBe(next.id);
    expect(await changes.named('external-reference', 'jira=OPS-4')).toBe(change.id);
    expect(await changes.named('number', change.number)).toBe(change.id);
  });

  it('H1 a scope is read in order by revision and digest, even if other scopes are stored', async () => {
    const change = uuidv7();
    const scope = Array.from({ length: 2_300 }, (__, at) => ({ item: uuidv7(), mask: 2 ** (at % 50) }));
    const [digest, other] = [digestOf(scope), digestOf(scope.slice(1))];
    const chunks = (revision: number, of: string, list: typeof scope) =>
      scopeChunks({ change, revision, digest: of }, list).map(changes.saveScope);
    const writes = [...chunks(1, digest, scope), ...chunks(1, other, scope.slice(1))];

    for (const some of [writes, writes, chunks(2, digest, scope.slice(0, 1))]) await records.writeOnce(some);

    const found = await changes.scope(change, 1, digest);
    expect(found).toEqual(scope);
    expect(digestOf(found)).toBe(digest);
    expect(await changes.scope(change, 2, digest)).toHaveLength(1);
    expect(await changes.scope(change, 2, other)).toEqual([]);
  });

  it('W5 the workflow run of a change has its own row, and is written only on the version that was read', async () => {
    const change = await saved();
    const run = { change: change.id, version: 1, revision: 1, attempt: 1, startedAt: change.createdAt };
    expect(await changes.run(change.id)).toBeUndefined();
    await records.commit([changes.saveRun(run)]);
    await records.commit([changes.saveRun({ ...run, version: 2, token: 'token' })]);

    await expect(records.commit([changes.saveRun({ ...run, version: 2, attempt: 2 })])).rejects.toBeStaleWrite();

    expect(await changes.run(change.id)).toEqual({ ...run, version: 2, token: 'token' });
    expect(await changes.get(change.id)).toEqual(change);
  });
});

describe.each(recordsKinds)('the list of changes on %s', (_, open) => {
  const startingOn = (day: string) => ({ window: plannedOn(day), approvalDeadline: `${day}T02:00:00.000Z` });
  const days = ['2026-12-04', '2026-12-02', '2026-12-05', '2026-12-01', '2026-12-03', '2026-12-02'];
  const all = days.map((day, at) => aChange({ id: uuidv7(), number: `CHG-${at}`, ...startingOn(day) }));
  const draft = aChange({ id: uuidv7(), number: 'CHG-9', status: 'draft', createdAt: '2026-11-30T00:00:00.000Z', window: undefined });
  const soonest = [3, 1, 5, 4, 0, 2].map((at) => all[at]?.id);
  let records: Records;
  let changes: ChangeRepository;
  beforeAll(async () => {
    records = await open();
    changes = changeRepository(records);
    await records.commit([...all, draft].toReversed().flatMap((change) => changes.save(change)));
  });

  it('I4 all changes are listed in the order of creation, page by page', async () => {
    const pages = await allPages((from) => changes.page({ limit: 3, ...from }));

    expect(pages.flatMap(idsOf)).toEqual(idsOf([...all, draft]));
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
  });

  it('T4 changes of a status are listed by start, and changes with equal starts once each across pages', async () => {
    const pages = await allPages((from) => changes.page({ status: 'awaiting-approval', limit: 2, ...from }));

    expect(pages.flatMap(idsOf)).toEqual(soonest);
    expect(idsOf((await changes.page({ status: 'draft', limit: 5 })).items)).toEqual([draft.id]);
    expect((await changes.page({ status: 'closed', limit: 5 })).items).toEqual([]);
  });

  it('T4 changes of a status are listed from a time on, page by page', async () => {
    const from = '2026-12-02T02:00:00.000Z';
    const pages = await allPages((after) => changes.page({ status: 'awaiting-approval', limit: 2, from, ...after }));

    expect(pages.flatMap(idsOf)).toEqual(soonest.slice(1));
  });

  it('T4 a change whose status or start changed is listed at its new place', async () => {
    const [first, second] = all as [Change, Change];
    await records.commit(changes.save(changeOf({ ...first, version: 2, status: 'scheduled' }), first));
    await records.commit(changes.save({ ...second, version: 2, ...startingOn('2026-12-09') }, second));

    const { items } = await changes.page({ status: 'awaiting-approval', limit: 9 });
    const kept = await changes.page({ limit: 9 }, ({ status }) => status === 'scheduled');

    expect(idsOf(items)).toEqual([3, 5, 4, 2, 1].map((at) => all[at]?.id));
    expect(idsOf(kept.items)).toEqual([first.id]);
  });
});
