import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import type { ChangeWindow } from '../../../shared/domain/change/change-core.ts';
import { ChangeFields, RequestedWindow } from '../../../shared/domain/change/change-fields.ts';
import { type EditedFields, type EditKind, kindOfEdit } from '../../../shared/domain/change/edit-kind.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { sha256 } from '../../../shared/domain/sha256.ts';
import { Time } from '../../../shared/domain/values.ts';
import { changeDesk, noon } from '../../support/changes.ts';

type Row = readonly [path: string, value: unknown, kind: EditKind];

const [start, end] = [plus(noon, 2 * hour), plus(noon, 4 * hour)];
const dependants = { types: ['depends-on' as const, 'runs-on' as const], hops: 2 };
const window: ChangeWindow = { start, end, mode: 'planned', agreedDowntime: 'PT1H', suppress: true, dependants };

/** For every field of a change and of its window, other values, and what each of them means for the votes. */
const table = (ids: Readonly<Record<'database' | 'server' | 'other' | 'person', string>>): readonly Row[] => [
  ['type', 'emergency', 'fixed'],
  ['template', ids.other, 'fixed'],
  ['title', 'Another title', 'cosmetic'],
  ['plan', 'another plan', 'material'],
  ['plan', undefined, 'material'],
  ['links', [{ rel: 'ticket', href: 'https://tickets.test/1' }], 'cosmetic'],
  ['reason', 'another reason', 'cosmetic'],
  ['items', [ids.database], 'narrowing'],
  ['items', [ids.server, ids.database], 'narrowing'],
  ['items', [ids.database, ids.server, ids.other], 'material'],
  ['items', [ids.other], 'material'],
  ['testPlan', 'another test plan', 'material'],
  ['backOutPlan', 'another back-out plan', 'material'],
  ['implementer', ids.person, 'people'],
  ['onBehalfOf', ids.person, 'people'],
  ['externalReference', { system: 'jira', id: 'OPS-1' }, 'cosmetic'],
  ['window.start', plus(start, minute), 'narrowing'],
  ['window.start', plus(start, -minute), 'material'],
  ['window.end', plus(end, -minute), 'narrowing'],
  ['window.end', plus(end, minute), 'material'],
  ['window.mode', 'start-confirmed', 'material'],
  ['window.agreedDowntime', 'PT30M', 'narrowing'],
  ['window.agreedDowntime', 'PT61M', 'material'],
  ['window.agreedDowntime', undefined, 'material'],
  ['window.suppress', false, 'material'],
  ['window.dependants', { ...dependants, hops: 1 }, 'material'],
  ['window.dependants', undefined, 'material'],
];

const withChange = async () => {
  const desk = await changeDesk();
  const other = await desk.ci('web-2');
  const items = [desk.database, desk.server];
  const change = await desk.awaiting({ items, window, plan: 'plan', testPlan: 'test', backOutPlan: 'back out', reason: 'reason' });
  const edit = (edited: Pick<Change, 'id'>, patch: object, caller: Caller = desk.rita) =>
    editChange(desk.context)(edited.id, patch, { ifMatch: 'any', caller });
  const isQuiet = async (ci: string, at: string) => (await evaluate(desk.world)({ at, alerts: [{ ci }] }))[0]?.suppressed;
  return { ...desk, other, items, change, edit, isQuiet };
};

/** The patch that sets one field, or a field of the window. Merge patches remove with null. */
const patchOf = (path: string, value: unknown): object => {
  const [field = '', inner] = path.split('.');
  return { [field]: inner === undefined ? (value ?? null) : { [inner]: value ?? null } };
};

const afterEdit = (change: Change, path: string, value: unknown): EditedFields => {
  const [field = '', inner] = path.split('.');
  return { ...change, [field]: inner === undefined ? value : { ...change.window, [inner]: value } } as EditedFields;
};

it('H6 the table of edits names every field of a change and of its window, other than the length instead of start and end', () => {
  const paths = new Set(table({ database: '', server: '', other: '', person: '' }).map(([path]) => path));
  const fields = Object.keys(ChangeFields().shape).filter((name) => name !== 'window');
  const inner = Object.keys(RequestedWindow(Time).shape).flatMap((name) => (name === 'length' ? [] : [`window.${name}`]));

  expect([...paths].toSorted()).toEqual([...fields, ...inner].toSorted());
});

it('H6 each field of a submitted change, edited alone, is material, narrowing, cosmetic, of people, or fixed', async () => {
  const { database, server, other, abe } = await withChange();
  for (const [path, value, kind] of table({ database, server, other, person: abe.id })) {
    const desk = await withChange();
    const change = await desk.vote(desk.change, desk.anna);
    expect(change.status).toBe('scheduled');
    const [field = ''] = path.split('.');
    expect([path, value, kindOfEdit(change, afterEdit(change, path, value), [{ field }], noon)]).toEqual([path, value, kind]);

    if (kind === 'fixed') continue;
    const edited = await desk.edit(change, patchOf(path, value));
    const isAskedAgain = edited.status === 'assessing' && edited.revision === 2 && edited.approvals.given === 0;
    const isKept = edited.status === 'scheduled' && edited.revision === 1 && edited.windowId === change.windowId;
    expect([path, value, isAskedAgain, isKept]).toEqual([path, value, kind === 'material', kind !== 'material']);
    expect(await desk.isQuiet(desk.database, plus(start, hour))).toBe(kind !== 'material');
    expect((await desk.eventsOf(edited)).includes('ChangeEdited')).toBe(true);
    if (kind !== 'people' && path !== 'items') expect([path, approvalDigest(edited)]).not.toEqual([path, approvalDigest(change)]);
  }
});

it('H6 a start after the former end is no narrowing', () => {
  const change = { items: [''], window } as unknown as Change;
  const after = { ...change, window: { ...window, start: plus(end, minute), end: plus(end, hour) } } as EditedFields;

  expect(kindOfEdit(change, after, [{ field: 'window' }], noon)).toBe('material');
});

it('H6 W2 a shorter length narrows a window of a length, and any other time is material', () => {
  const terms = { mode: 'start-confirmed', suppress: true } as const;
  const change = { items: [''], window: { ...terms, start, end, length: 'PT2H' } } as unknown as Change;
  const kindWith = (times: object) =>
    kindOfEdit(change, { ...change, window: { ...terms, ...times } } as EditedFields, [{ field: 'window' }], plus(start, minute));

  expect(kindWith({ length: 'PT1H' })).toBe('narrowing');
  expect(kindWith({ length: 'PT3H' })).toBe('material');
  expect(kindWith({ start, end })).toBe('material');
});

it('H6 the type of a submitted change is refused', async () => {
  const desk = await withChange();
  const drift = { ...desk.change, type: 'emergency' as const, version: desk.change.version + 1 };
  await desk.world.store.commit(desk.world.changes.save(drift, desk.change));

  await expect(desk.edit(drift, { type: 'normal' })).rejects.toMatchObject({ code: 'change/not-draft', errors: [{ pointer: '/type' }] });
});

it('H6 a change without test plan, back-out plan, reason and reference keeps the digest that it had before they joined it', async () => {
  const { request } = await changeDesk();
  const change = await request();
  const { revision, scope, window: asked, title, links } = change;
  const former = JSON.stringify([
    ...[revision, scope?.digest ?? null],
    ...[asked ? [asked.start, asked.end, asked.mode, null, asked.suppress] : null, null],
    ...[title, null, links],
  ]);

  expect(approvalDigest(change)).toBe(sha256(former));
});

it('H6 W2 fewer items keep the votes; their quiet ends in the same transaction, and other changes may have them', async () => {
  const desk = await withChange();
  const change = await desk.vote(desk.change, desk.anna);
  const second = await desk.request({ items: [desk.server], window: { start, end, mode: 'planned' }, submit: false });
  const at = plus(start, hour);
  expect(await desk.isQuiet(desk.server, at)).toBe(true);

  const edited = await desk.edit(change, { items: [desk.database] });

  expect([await desk.isQuiet(desk.server, at), await desk.isQuiet(desk.database, at)]).toEqual([false, true]);
  expect(edited).toMatchObject({ approvals: { given: 1 }, scope: { count: 1, revision: 1 } });
  expect(approvalDigest(edited)).not.toBe(approvalDigest(change));
  expect((await desk.windowOf(edited)).lifts).toMatchObject([{ mask: 2, by: `person:${desk.rita.id}` }]);
  expect((await submitChange(desk.context)(second.id, desk.rita)).status).toBe('assessing');
});

it('H6 a shorter window keeps the votes, and is open for the shorter time only', async () => {
  const desk = await withChange();
  const change = await desk.vote(desk.change, desk.anna);
  const [later, earlier] = [plus(start, 10 * minute), plus(end, -10 * minute)];

  const edited = await desk.edit(change, { window: { start: later, end: earlier } });

  const at = [start, later, plus(earlier, -1), earlier];
  expect(await Promise.all(at.map((time) => desk.isQuiet(desk.database, time)))).toEqual([false, true, true, false]);
  expect((await desk.windowOf(edited)).inForce).toEqual([{ revision: 1, from: later, to: earlier }]);
  desk.clock.set(start);
  expect((await desk.advance(edited)).status).toBe('scheduled');
  expect((await desk.windowOf(edited)).opened).toBe(false);
  desk.clock.set(earlier);
  expect((await desk.advance(edited)).status).toBe('in-review');
});

it('H6 the end of a window that has begun can come earlier, but its past stays, and it cannot end in the past', async () => {
  const desk = await withChange();
  const change = await desk.vote(desk.change, desk.anna);
  desk.clock.set(plus(start, hour));

  await expect(desk.edit(change, { window: { end: plus(start, minute), agreedDowntime: null } })).rejects.toBeDomainError(
    'window/in-the-past',
  );
  const edited = await desk.edit(change, { window: { end: plus(end, -minute) } });
  expect([edited.status, await desk.isQuiet(desk.database, plus(start, minute))]).toEqual(['scheduled', true]);
  expect(await desk.edit(change, { window: { start: plus(start, 90 * minute), agreedDowntime: 'PT20M' } })).toMatchObject({ revision: 2 });
});

it('H6 a submitted change keeps a valid window, and is not moved onto another change', async () => {
  const desk = await withChange();
  const change = await desk.vote(desk.change, desk.anna);
  const other = await desk.awaiting({ items: [desk.other], window: { start, end, mode: 'planned' } });

  await expect(desk.edit(change, { window: null })).rejects.toBeDomainError('change/window-required');
  await expect(desk.edit(change, { window: { start: plus(noon, -hour) } })).rejects.toBeDomainError('window/in-the-past');
  await expect(desk.edit(change, { items: ['no-such-item'] })).rejects.toBeDomainError('item/unknown');
  await expect(desk.edit(other, { items: [desk.other, desk.database] })).rejects.toBeDomainError('change/conflict');
  const moved = await desk.edit(change, { window: { start: plus(end, hour), end: plus(end, 2 * hour), agreedDowntime: null } });
  expect((await desk.vote(await assessChange(desk.context)(moved.id), desk.anna)).status).toBe('scheduled');
});
