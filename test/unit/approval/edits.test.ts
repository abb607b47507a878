import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { bob, changeId } from '../../support/approvals.ts';
import { digestOn, editedPath, withEditor } from '../../support/change-editor.ts';
import { runningAs } from '../../support/table-calls.ts';

it('H6 a change shows its digest, and a decision that names another one is refused', async () => {
  const { approver, patch } = await withEditor();
  const { digest } = (await approver.get(editedPath)).body;
  const listed = (await approver.get('/v1/approvals')).body.items;
  const edited = await patch({ title: 'Upgrade PostgreSQL to 17.3' });

  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(listed).toMatchObject([{ digest }]);
  expect(edited.digest).not.toBe(digest);
  expect((await approver.get('/v1/changes')).body.items).toMatchObject([{ digest: edited.digest }]);
  const outdated = await approver.post(`${editedPath}/decisions`, { decision: 'approve', revision: 1, digest });
  expect(outdated).toMatchObject({ status: 409, body: { code: 'approval/outdated-revision', errors: [{ pointer: '/digest' }] } });
  const current = await approver.post(`${editedPath}/decisions`, { decision: 'approve', revision: 1, digest: edited.digest });
  expect(current).toMatchObject({ status: 200, body: { digest: edited.digest } });
  expect((await approver.get(`${editedPath}/approvals`)).body.items).toMatchObject([{ person: bob, digest: edited.digest }]);
});

it('H6 without a digest, the revision decides', async () => {
  const { approver, patch } = await withEditor();
  await patch({ links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] });

  expect((await approver.post(`${editedPath}/decisions`, { decision: 'approve', revision: 1 })).status).toBe(200);
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
