import { expect, it } from '@jest/globals';
import { aChange, ada, aPerson, approvalsApi, askingGroups, bob, changeId, cyd } from '../../support/approvals.ts';
import { approverScene } from '../../support/approver-scene.ts';
import { not } from '../../support/mailed-links.ts';

it('P5 GET and HEAD of a link change nothing', async () => {
  const { ask, get, anonymous, records } = await approvalsApi();
  const link = await ask();
  const before = records.all();

  const pages = [
    await get(link),
    await get(`${link}?utm_source=scanner`),
    await anonymous('HEAD', link),
    await get(`${link}/decision`),
    await get(link),
  ];

  expect(records.all()).toEqual(before);
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 405, 200]);
});

it('P5 the page shows times in the time zone of its reader and in UTC', async () => {
  const { ask, get } = await approvalsApi();

  const { body, headers } = await get(await ask());

  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  for (const shown of [
    'CHG-000123',
    'Upgrade PostgreSQL',
    '<time datetime="2026-11-25T02:00:00.000Z">Wed, 25 Nov 2026, 03:00</time>',
    'Europe/Berlin, your time zone',
    '2026-11-25 02:00 UTC',
    'Requested by',
    'Ada',
    'Cyd',
    '0 of 1 approvals given',
  ])
    expect(body).toContain(shown);
  expect(body).toContain('<meta name="viewport"');
  expect(body).not.toMatch(/<script|<img|<link|src=/);
});

it('P5 the page shows times in the time zone of an affected service too', async () => {
  const { get, link } = await approverScene();

  const { body } = await get(link);

  expect(body).toContain('America/New_York, time zone of Web shop');
  expect(body).not.toContain('somewhere, time zone of');
});

it('P5 a decision needs the mailed code, which is valid once', async () => {
  const { ask, get, post, codeBy, world } = await approvalsApi({
    pinned: askingGroups(
      { group: aChange().items[0] ?? '', name: 'one', eligible: [bob] },
      { group: changeId, name: 'two', eligible: [cyd] },
    ),
    approvals: { needed: 2, given: 0 },
  });
  const link = await ask();
  const code = await codeBy(link);

  const decided = await post(`${link}/decision`, { decision: 'approve', reason: '', code, revision: '1' });
  const again = await post(`${link}/decision`, { decision: 'reject', reason: 'changed my mind', code, revision: '1' });

  expect(decided).toMatchObject({ status: 303, headers: { location: link } });
  expect(again.status).toBe(409);
  expect((await get(link)).body).toContain('You approved CHG-000123');
  expect(await world.changes.decisions(changeId, 1)).toMatchObject([{ person: bob, decision: 'approve' }]);
});

it('P5 a rejection without a reason does not count as a try, and the form keeps its input after a mistake', async () => {
  const { ask, post, codeBy, world } = await approvalsApi();
  const link = await ask();
  const code = await codeBy(link);

  const unreasoned = await post(`${link}/decision`, { decision: 'reject', reason: ' ', code, revision: '1' });
  const mistyped = await post(`${link}/decision`, {
    decision: 'reject',
    reason: 'no <b>back-out</b> plan',
    code: not(code),
    revision: '1',
  });

  expect(unreasoned.status).toBe(422);
  expect(unreasoned.body).toContain('A rejection needs a reason.');
  expect(mistyped.status).toBe(422);
  expect(mistyped.body).toContain('no &lt;b&gt;back-out&lt;/b&gt; plan</textarea>');
  expect(mistyped.body).toContain('value="reject" checked');
  expect((await world.links.codes({ change: changeId, person: bob })).codes[0]?.tries).toBe(1);

  const rejected = await post(`${link}/decision`, { decision: 'reject', reason: 'no back-out plan', code, revision: '1' });

  expect(rejected.status).toBe(303);
  expect((await world.changes.get(changeId)).status).toBe('rejected');
});

it('T3 P5 a reason with characters that nobody sees does not count as a try, and the page says which one it is', async () => {
  const { ask, post, codeBy } = await approvalsApi();
  const link = await ask();
  const code = await codeBy(link);

  const refused = await post(`${link}/decision`, { decision: 'reject', reason: 'no\u202e plan', code, revision: '1' });
  const decided = await post(`${link}/decision`, { decision: 'reject', reason: 'no plan\r\n\tand no time', code, revision: '1' });

  expect(refused.status).toBe(422);
  expect(refused.body).toMatch(/must not contain U\+202E/);
  expect(decided.status).toBe(303);
});

it('P5 the form keeps its input when a code is requested', async () => {
  const { ask, post } = await approvalsApi();

  const { status, body } = await post(`${await ask()}/code`, { decision: 'abstain', reason: 'on holiday' });

  expect(status).toBe(200);
  expect(body).toContain('on holiday</textarea>');
  expect(body).toContain('value="abstain" checked');
});

it('P5 the hidden inputs are the same in every version of the page', async () => {
  const { ask, get, post } = await approvalsApi();
  const link = await ask();
  const hidden = (body: string) => body.match(/<input type="hidden" name="[^"]+" value="[^"]*">/g);

  const pages = [await get(link), await post(`${link}/code`), await post(`${link}/decision`, { decision: 'reject' })].map(({ body }) =>
    hidden(body),
  );

  expect(pages[0]).toEqual([
    '<input type="hidden" name="revision" value="1">',
    expect.stringMatching(/^<input type="hidden" name="digest" value="[0-9a-f]{64}">$/),
  ]);
  expect(new Set(pages.map(String)).size).toBe(1);
});

it('markup in a title is shown as text on the page and in mails', async () => {
  const { ask, get, sent } = await approvalsApi({
    title: '</title><script>alert(1)</script> http://evil.test/approvals/1 Bcc: x@y.test',
  });

  const page = await get(await ask());

  for (const html of [page.body, ...sent.map((mail) => mail.html)]) {
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
  }
  for (const { subject, text } of sent) {
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.split('\n').filter((line) => /^http/.test(line))).toHaveLength(1);
  }
});

it('the pending approvals are the changes that await a decision of the caller', async () => {
  const { asCaller, ask, codeBy, post, as } = await approvalsApi();
  const hand = (id: string) => asCaller({ kind: 'person', id, roles: ['approver'], teams: [] });

  expect((await hand(bob).get('/v1/approvals?status=pending')).body.items).toMatchObject([{ id: changeId, status: 'awaiting-approval' }]);
  expect((await hand(ada).get('/v1/approvals')).body.items).toEqual([]);
  expect((await as('viewer').get('/v1/approvals')).status).toBe(403);

  const link = await ask();
  await post(`${link}/decision`, { decision: 'abstain', code: await codeBy(link), revision: '1' });
  expect((await hand(bob).get('/v1/approvals')).body.items).toEqual([]);
  expect((await hand(cyd).get('/v1/approvals')).body.items).toHaveLength(1);
});

it('the page is shown even if people of the change were deleted', async () => {
  const { ask, get } = await approvalsApi({}, [aPerson(bob, 'Bob')]);

  expect(await get(await ask())).toMatchObject({ status: 200, body: expect.stringContaining('a person who no longer exists') });
});

it('P5 requesting a code jumps to the field for the code, and opening the page does not', async () => {
  const { ask, get, post } = await approvalsApi();
  const link = await ask();
  const codeField = /<input type="text" id="code"[^>]*>/;

  const opened = await get(link);
  const mailed = await post(`${link}/code`);

  expect(opened.body).toContain(`formaction="${link}/code#code"`);
  expect(codeField.exec(opened.body)?.[0]).not.toContain('autofocus');
  expect(codeField.exec(mailed.body)?.[0]).toContain('autofocus');
});
