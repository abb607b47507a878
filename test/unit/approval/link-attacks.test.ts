import { expect, it } from '@jest/globals';
import { type aChange, approvalsApi, bob, changeId } from '../../support/approvals.ts';

it('P6 pages have strict security headers and set no cookie', async () => {
  const { ask, get, post } = await approvalsApi();
  const link = await ask();

  for (const { headers } of [await get(link), await post(`${link}/decision`), await get('/approvals/unknown')]) {
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers).not.toHaveProperty('set-cookie');
  }
});

it('P6 a form from another site is refused; the check does not use the Origin header', async () => {
  const { ask, post, sent } = await approvalsApi();
  const link = await ask();
  const before = sent.length;

  for (const site of ['cross-site', 'same-site']) expect((await post(`${link}/code`, {}, { 'sec-fetch-site': site })).status).toBe(403);
  expect((await post(`${link}/decision`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(sent.length).toBe(before);
  expect((await post(`${link}/code`, {}, { 'sec-fetch-site': 'same-origin', origin: 'null' })).status).toBe(200);
});

it('P6 tokens and codes are stored as hashes only', async () => {
  const { ask, codeBy, records } = await approvalsApi();
  const link = await ask();
  const code = await codeBy(link);

  const rows = JSON.stringify(records.all().filter(({ type }) => type !== 'Change'));

  expect(rows).not.toContain(link.split('/').at(-1));
  expect(rows).not.toContain(`"${code}"`);
});

it('P6 an unknown link is 404, and no answer repeats a token', async () => {
  const { get, post } = await approvalsApi();
  const path = `/approvals/${'0'.repeat(64)}`;

  for (const answer of [await get(path), await get('/approvals/x'), await post(`${path}/code`), await post(`${path}/decision`)]) {
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('00000000');
  }
});

it('P6 a link becomes invalid when the person changes their address or leaves', async () => {
  const moved = await approvalsApi();
  const gone = await approvalsApi();
  const [movedLink, goneLink] = [await moved.ask(), await gone.ask()];
  const change = async ({ world }: typeof moved, fields: object) => {
    const person = await world.people.get(bob);
    await world.store.commit(world.people.save({ ...person, ...fields, version: person.version + 1 }, person));
  };
  await change(moved, { email: 'else@quiesce.test', addressVersion: 1 });
  await change(gone, { departed: '2026-11-24' });

  expect(await moved.get(movedLink)).toMatchObject({ status: 410, body: expect.stringContaining('no longer yours') });
  expect(await gone.get(goneLink)).toMatchObject({ status: 410, body: expect.stringContaining('no longer active') });
  expect((await gone.post(`${goneLink}/code`)).status).toBe(410);
});

it('P7 a link is answered 410 with the reason after cancellation, lapse, start or deadline, and 409 if the change is decided', async () => {
  const cases: [Parameters<typeof aChange>[0], number, number, string][] = [
    [
      { status: 'cancelled', ended: { by: 'person:x', reason: 'wrong week', at: '2026-11-24T03:00:00.000Z' } },
      410,
      410,
      'was cancelled: wrong week',
    ],
    [{ status: 'lapsed' }, 410, 410, 'nobody answered in time'],
    [{ status: 'implementing' }, 410, 410, 'has started'],
    [{ status: 'rejected' }, 200, 409, 'was rejected'],
    [{ status: 'scheduled' }, 200, 409, 'is already approved'],
    [{ revision: 2 }, 200, 409, 'a new mail was sent'],
    [{ onHold: true }, 200, 409, 'is on hold'],
  ];
  for (const [fields, read, decide, reason] of cases) {
    const { ask, edit, get, post } = await approvalsApi();
    const link = await ask();
    await edit(fields ?? {});

    expect(await get(link)).toMatchObject({ status: read, body: expect.stringContaining(reason) });
    expect(await post(`${link}/decision`, { decision: 'approve', code: '123456' })).toMatchObject({
      status: decide,
      body: expect.stringContaining(reason),
    });
    expect((await post(`${link}/code`)).status).toBe(decide);
    expect((await get(link)).body).not.toContain('/decision"');
  }
});

it('P7 a link says for a week after its deadline why it is closed; after that it is unknown', async () => {
  const { ask, get, post, clock } = await approvalsApi();
  const link = await ask();

  clock.set('2026-11-25T02:00:00.000Z');
  expect(await get(link)).toMatchObject({ status: 410, body: expect.stringContaining('deadline') });
  expect((await post(`${link}/decision`, { decision: 'approve', code: '123456' })).status).toBe(410);

  clock.set('2026-12-02T02:00:00.000Z');
  expect((await get(link)).status).toBe(404);
});

it('P7 a page of an older revision is refused', async () => {
  const { ask, post, codeBy } = await approvalsApi({ revision: 2 });
  const link = await ask();
  const code = await codeBy(link);

  expect((await post(`${link}/decision`, { decision: 'approve', code, revision: '1' })).status).toBe(409);
});

it('P6 a malformed token is unknown without a read, and a guessed one with one read of the link', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const token = link.split('/').at(-1) ?? '';
  const malformed = [
    'x',
    token.toUpperCase(),
    token.slice(1),
    `${token}0`,
    `${token.slice(0, -1)}g`,
    `${token.slice(0, -3)}%00`,
    '..%2f..%2fv1',
  ];
  const reads: string[] = [];
  api.records.before = (operation) => void reads.push(operation);

  for (const path of malformed) {
    expect((await api.get(`/approvals/${path}`)).status).toBe(404);
    expect((await api.post(`/approvals/${path}/decision`, { decision: 'approve', code: '123456' })).status).toBe(404);
  }
  expect(reads).toEqual([]);

  expect((await api.get(`/approvals/${'a'.repeat(64)}`)).status).toBe(404);
  expect(reads).toEqual(['read']);
});

it('P7 a token and a code that were used decide nothing again: 409, and the page shows the decision', async () => {
  const { ask, codeBy, get, post, world } = await approvalsApi();
  const link = await ask();
  const form = { decision: 'approve', code: await codeBy(link), revision: '1' };

  const answers = [await post(`${link}/decision`, form), await post(`${link}/decision`, form), await post(`${link}/code`)];

  expect(answers.map(({ status }) => status)).toEqual([303, 409, 409]);
  expect((await get(link)).body).toContain('You approved CHG-000123');
  expect(await world.changes.decisions(changeId, 1)).toHaveLength(1);
});

it('P7 of two tabs that decide at the same instant, one decides and the other shows what was decided', async () => {
  const { ask, codeBy, post, world } = await approvalsApi();
  const link = await ask();
  const code = await codeBy(link);
  const tab = (decision: string) => post(`${link}/decision`, { decision, reason: 'seen', code, revision: '1' });

  const answers = await Promise.all([tab('approve'), tab('reject')]);

  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  const decisions = await world.changes.decisions(changeId, 1);
  expect(decisions).toHaveLength(1);
  const [decided] = decisions;
  const loser = answers.find(({ status }) => status === 409);
  expect(loser?.body).toContain(decided?.decision === 'approve' ? 'You approved' : 'You rejected');
});

it('P7 who goes back and sends the form once more finds the first decision, and their other choice does not count', async () => {
  const { ask, codeBy, get, post, world } = await approvalsApi();
  const link = await ask();
  const old = await get(link);
  await post(`${link}/decision`, { decision: 'abstain', code: await codeBy(link), revision: '1' });

  const again = await post(`${link}/decision`, { decision: 'approve', code: '123456', revision: '1' });

  expect(old.headers['cache-control']).toBe('no-store');
  expect(again.status).toBe(409);
  expect(again.body).toContain('You abstained from CHG-000123');
  expect(again.body).not.toContain('/decision"');
  expect(await world.changes.decisions(changeId, 1)).toMatchObject([{ decision: 'abstain' }]);
});

it('P6 a form that a browser says comes from another site is refused before anything is read', async () => {
  const api = await approvalsApi();
  const link = await api.ask();
  const reads: string[] = [];
  api.records.before = (operation) => void reads.push(operation);

  for (const site of ['cross-site', 'same-site', 'CROSS-SITE', ''])
    expect((await api.post(`${link}/decision`, { decision: 'approve', code: '123456' }, { 'sec-fetch-site': site })).status).toBe(403);

  expect(reads).toEqual([]);
});
