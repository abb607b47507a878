import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { idOf } from '../../support/api.ts';
import { ada, aPerson, approvalsApi, bob, changeId, cyd } from '../../support/approvals.ts';
import { byTest } from '../../support/items.ts';
import { runningAs } from '../../support/table-calls.ts';

const path = `/v1/changes/${changeId}`;

/** The register of the approvals tests, with the CI of its change, and Ada and Bob as callers. */
const withEditor = async (more: Partial<Change> = {}) => {
  const api = await approvalsApi(more, [aPerson(ada, 'Ada'), aPerson(bob, 'Bob'), aPerson(cyd, 'Cyd')]);
  const { world } = api;
  const now = world.clock.now();
  await world.store.commit(
    world.configurationItems.save(
      {
        ...{ id: idOf(50), version: 1, createdAt: now, updatedAt: now, name: 'orders-db-1', class: 'database', criticality: 'low' },
        ...{ stage: 'live', aliases: [], labels: {}, attributes: {}, contactGroups: [{ group: idOf(60), role: 'approver' }] },
      },
      byTest,
    ),
  );
  const requester = api.asCaller({ kind: 'person', id: ada, roles: ['change-requester'], teams: [] });
  const approver = api.asCaller({ kind: 'person', id: bob, roles: ['approver'], teams: [] });
  /** Edits the change by the API. */
  const patch = async (fields: object) => {
    const answer = await requester.patch(path, fields, { 'if-match': '*' });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** Tells people by mail of everything that happened since the last call. */
  const told = new Set<string>();
  const tell = async () => {
    for (const detail of await world.events.of({ type: 'change', id: changeId })) {
      if (told.has(detail.id)) continue;
      told.add(detail.id);
      await runningAs('notify', onEvent(api.context))({ source: 'quiesce', detail });
    }
  };
  /** The path of the link in the newest request for approval that Bob got. */
  const newestLink = (): string => {
    const mail = api.sent.findLast(({ to, text }) => to === 'bob@quiesce.test' && text.includes('/approvals/'));
    return /(\/approvals\/[0-9a-f]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  return { ...api, requester, approver, patch, tell, newestLink };
};

const digestOn = (body: string): string => /name="digest" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? '';

it('H6 a change shows its digest, and a decision that names another one is refused', async () => {
  const { approver, patch } = await withEditor();
  const { digest } = (await approver.get(path)).body;
  const listed = (await approver.get('/v1/approvals')).body.items;
  const edited = await patch({ title: 'Upgrade PostgreSQL to 17.3' });

  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(listed).toMatchObject([{ digest }]);
  expect(edited.digest).not.toBe(digest);
  expect((await approver.get('/v1/changes')).body.items).toMatchObject([{ digest: edited.digest }]);
  const outdated = await approver.post(`${path}/decisions`, { decision: 'approve', revision: 1, digest });
  expect(outdated).toMatchObject({ status: 409, body: { code: 'approval/outdated-revision', errors: [{ pointer: '/digest' }] } });
  const current = await approver.post(`${path}/decisions`, { decision: 'approve', revision: 1, digest: edited.digest });
  expect(current).toMatchObject({ status: 200, body: { digest: edited.digest } });
  expect((await approver.get(`${path}/approvals`)).body.items).toMatchObject([{ person: bob, digest: edited.digest }]);
});

it('H6 without a digest, the revision decides', async () => {
  const { approver, patch } = await withEditor();
  await patch({ links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });

  expect((await approver.post(`${path}/decisions`, { decision: 'approve', revision: 1 })).status).toBe(200);
});

it('H6 P5 a form of a page that is not up to date is refused, and the page says what changed since it was opened', async () => {
  const { ask, get, post, codeBy, patch, world } = await withEditor();
  const link = await ask();
  const shown = digestOn((await get(link)).body);
  const code = await codeBy(link);
  await patch({ title: 'Drop the <b>database</b>', links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });

  const form = { decision: 'reject', reason: 'not on a Friday', code, revision: '1' };
  const refused = await post(`${link}/decision`, { ...form, digest: shown });

  expect(refused.status).toBe(409);
  for (const text of [
    'What changed since you opened this page',
    'was: <span class="prose">Upgrade PostgreSQL</span>',
    'is now: <span class="prose">Drop the &lt;b&gt;database&lt;/b&gt;</span>',
    'ticket: https://tickets.test/1',
    'not on a Friday</textarea>',
  ])
    expect(refused.body).toContain(text);
  expect((await world.links.codes({ change: changeId, person: bob })).codes[0]?.tries).toBe(0);
  expect(await world.changes.decisions(changeId, 1)).toEqual([]);

  const decided = await post(`${link}/decision`, { ...form, digest: digestOn(refused.body) });
  expect(decided.status).toBe(303);
});

it.each([[{}], [{ digest: '' }]])('H6 P5 a form that does not name what was read decides nothing after an edit: %j', async (form) => {
  const { ask, post, codeBy, patch, world, clock } = await withEditor();
  const link = await ask();
  const code = await codeBy(link);
  clock.set('2026-11-24T12:00:00.000Z');
  await patch({ title: 'Drop the database' });

  const refused = await post(`${link}/decision`, { decision: 'approve', code, revision: '1', ...form });

  expect(refused.status).toBe(409);
  expect(refused.body).toContain('What changed since you were asked');
  expect(refused.body).toContain('is now: <span class="prose">Drop the database</span>');
  expect(await world.changes.decisions(changeId, 1)).toEqual([]);
  expect((await world.links.codes({ change: changeId, person: bob })).codes[0]?.tries).toBe(0);
});

it('P5 the page says what changed since its reader was asked, also when a code is requested', async () => {
  const { ask, get, post, patch, clock } = await withEditor();
  const link = await ask();
  const opened = (await get(link)).body;
  expect(opened).not.toContain('What changed');
  clock.set('2026-11-24T12:00:00.000Z');
  await patch({ title: 'Upgrade PostgreSQL to 17.3' });

  expect((await get(link)).body).toContain('What changed since you were asked');
  const mailed = await post(`${link}/code`, { digest: digestOn(opened) });
  expect(mailed).toMatchObject({ status: 200, body: expect.stringContaining('What changed since you opened this page') });

  // The form now has the present digest. What changed since the reader was asked stays on the page.
  const again = await post(`${link}/code`, { digest: digestOn(mailed.body) });
  expect(again.body).toContain('What changed since you were asked');

  await patch({ title: 'Upgrade PostgreSQL' });
  expect((await get(link)).body).not.toContain('What changed');
});

it('H6 P5 a new plan asks everybody again by mail, with the difference on the page; the earlier link is closed', async () => {
  const { ask, get, post, patch, tell, newestLink, clock, context, world } = await withEditor({ plan: 'drain, upgrade' });
  const first = await ask();
  clock.set('2026-11-24T12:00:00.000Z');
  await patch({ plan: 'upgrade without draining' });
  await assessChange({ ...context, ...world })(changeId);
  await tell();
  const second = newestLink();

  expect(second).not.toBe(first);
  const { status, body } = await get(second);
  expect(status).toBe(200);
  expect(body).toContain('What changed since you were asked');
  expect(body).toContain('was: <span class="prose">drain, upgrade</span>');
  expect(body).toContain('is now: <span class="prose">upgrade without draining</span>');
  expect((await post(`${first}/decision`, { decision: 'approve', code: '123456' })).status).toBe(409);
});

it('H6 every edit of title or links is told by mail, once, to the people involved and to those who were asked', async () => {
  const { ask, patch, tell, sent, world, context } = await withEditor();
  await ask();
  await tell();
  const before = sent.length;
  await patch({ title: 'Upgrade PostgreSQL to 17.3' });
  await tell();
  await patch({ links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });
  await tell();
  const edits = sent.slice(before).map(({ to, subject }) => `${to} ${subject}`);

  const titled = ['ada', 'bob', 'cyd'].map((name) => `${name}@quiesce.test Edited: CHG-000123: Upgrade PostgreSQL to 17.3`);
  expect(edits.toSorted()).toEqual([...titled, ...titled].toSorted());
  for (const detail of await world.events.of({ type: 'change', id: changeId }))
    await runningAs('notify', onEvent(context))({ source: 'quiesce', detail });
  expect(sent).toHaveLength(before + 6);
});

it('W2 people are not told that a withdrawn window of an earlier revision has ended', async () => {
  const { patch, tell, sent, world, context } = await withEditor({ status: 'scheduled', plan: 'one' });
  const { windowId } = await world.changes.get(changeId);
  await patch({ plan: 'two' });
  await tell();
  const before = sent.length;

  const detail = {
    ...(await world.events.of({ type: 'change', id: changeId }))[0],
    name: 'WindowSettled',
    body: { revision: 1, window: windowId },
  };
  await runningAs('notify', onEvent(context))({ source: 'quiesce', detail: detail as never });

  expect(sent).toHaveLength(before);
});
