import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { changeId } from '../../support/approvals.ts';
import { digestOn, withEditor } from '../../support/change-editor.ts';

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

  clock.set('2026-11-24T13:00:00.000Z');
  await patch({ plan: 'drain' });
  // The page shows both what is new since it was opened, and all that is new since the reader was asked.
  const { body } = await post(`${link}/code`, { digest: digestOn(again.body) });
  const [, sinceOpened = '', sinceAsked = ''] = body.split('What changed since you ');
  expect([sinceOpened.startsWith('opened this page'), sinceAsked.startsWith('were asked')]).toEqual([true, true]);
  expect([sinceOpened.includes('drain'), sinceOpened.includes('is now: <span class="prose">Upgrade')]).toEqual([true, false]);
  expect(sinceAsked).toContain('is now: <span class="prose">Upgrade PostgreSQL to 17.3');
});

it('P5 an edit that is taken back leaves no difference', async () => {
  const { ask, get, patch, clock } = await withEditor();
  const link = await ask();
  clock.set('2026-11-24T12:00:00.000Z');
  await patch({ title: 'Upgrade PostgreSQL to 17.3' });
  expect((await get(link)).body).toContain('What changed since you were asked');

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
