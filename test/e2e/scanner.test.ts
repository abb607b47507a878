import { expect, it } from '@jest/globals';
import type { Change } from '../../shared/domain/change/change.ts';
import { browserForTests, itInBrowser } from '../support/browser.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { sendTo } from '../support/http-caller.ts';

const desk = deployedDesk();
const visit = browserForTests();

/** The stored state of a change and its decisions, and how many codes were mailed. */
const stateOf = async ({ id, title }: Change) => {
  const change = await desk.world.changes.get(id);
  const mails = (await desk.stack.mails()).filter(({ text }) => text.includes(title));
  return {
    version: change.version,
    status: change.status,
    decisions: await desk.world.changes.decisions(id, change.revision),
    codes: mails.filter(({ subject }) => /^\d{6}/.test(subject)).length,
    links: await desk.world.links.codes({ change: id, person: desk.stack.people.approver.id }),
  };
};

/** Decides with the link as the approver does: requests a code by mail and approves with it. */
const decideByLink = async (link: string, change: Change) => {
  const post = (step: string, fields: Record<string, string>) =>
    sendTo(`${link}/${step}`, { method: 'POST', body: new URLSearchParams(fields) });
  expect((await post('code', {})).status).toBe(200);
  const code = await desk.codeFor('approver', change);
  return post('decision', { decision: 'approve', code, revision: String(change.revision) });
};

const scanners: readonly (readonly [name: string, method: string, headers: Record<string, string>])[] = [
  ['a mail scanner', 'GET', { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks' }],
  ['a link checker', 'HEAD', {}],
  ['an old browser that prefetches', 'GET', { purpose: 'prefetch', 'x-moz': 'prefetch' }],
  [
    'a browser that prefetches',
    'GET',
    { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ],
  ['a chat unfurler', 'GET', { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', range: 'bytes=0-32768' }],
  ['a client that sends OPTIONS', 'OPTIONS', {}],
];

it('P5 a scanner that fetches every link changes nothing', async () => {
  const change = await desk.awaiting();
  const link = await desk.linkFor('approver', change);
  const { html, text } = await desk.mailTo('approver', change, /^Your decision/);
  const inMail = [...new Set([...`${html} ${text}`.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([url]) => url))];
  expect(inMail).toContain(link);
  // A mail with several requests has the link of each, and no other.
  expect(inMail.filter((url) => !/\/approvals\/[0-9a-f]{64}$/.test(url))).toEqual([]);
  const before = await stateOf(change);

  for (const [, method, headers] of scanners)
    for (const path of ['', '?utm_source=mail', '/code', '/decision', '/decision?decision=approve'])
      expect((await sendTo(`${link}${path}`, { method, headers })).status).toBeLessThan(500);

  expect(await stateOf(change)).toEqual(before);
  expect(before).toMatchObject({ status: 'awaiting-approval', decisions: [], codes: 0 });
  expect((await decideByLink(link, change)).status).toBe(303);
  await desk.reaches(change.id, 'scheduled');
});

it('P6 a form that is posted from another site, or without a code, decides nothing', async () => {
  const change = await desk.awaiting();
  const link = await desk.linkFor('approver', change);
  const before = await stateOf(change);
  const post = (step: string, headers: Record<string, string> = {}) =>
    sendTo(`${link}/${step}`, { method: 'POST', headers, body: new URLSearchParams({ decision: 'approve', revision: '1' }) });

  const answers = [
    await post('decision', { 'sec-fetch-site': 'cross-site' }),
    await post('code', { 'sec-fetch-site': 'same-site' }),
    await post('decision'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 422]);
  expect(await stateOf(change)).toEqual(before);
});

itInBrowser('P5 a browser that opens the page and follows every link, without a click, changes nothing', async () => {
  const change = await desk.awaiting();
  const link = await desk.linkFor('approver', change);
  const before = await stateOf(change);

  await visit()(async (page) => {
    await page.goto(link, { waitUntil: 'networkidle' });
    const links = await page
      .locator('a[href], link[href], [src], form[action], button[formaction]')
      .evaluateAll((elements) =>
        elements.flatMap((element) =>
          ['href', 'src', 'action', 'formaction'].map((name) => element.getAttribute(name)).filter((value) => value !== null),
        ),
      );
    expect(links.length).toBeGreaterThan(0);
    for (const each of links) await page.goto(new URL(each, link).href, { waitUntil: 'networkidle' });
    await page.goBack();
  });

  expect(await stateOf(change)).toEqual(before);
  expect((await decideByLink(link, change)).status).toBe(303);
});
