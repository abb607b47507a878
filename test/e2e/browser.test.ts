import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Change } from '../../shared/domain/change/change.ts';
import { browserForTests, itInBrowser } from '../support/browser.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { not } from '../support/mailed-links.ts';

const desk = deployedDesk();
const visit = browserForTests();

const field = {
  code: (page: Page) => page.getByLabel('Code from the mail'),
  reason: (page: Page) => page.getByLabel('Reason', { exact: true }),
  choice: (page: Page, name: string | RegExp) => page.getByRole('radio', { name }),
};
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
/** Waits until the page shows this text: the answer to a form is a new page. */
const waitForText = (page: Page, role: 'status' | 'alert', text: string) =>
  page.getByRole(role).filter({ hasText: text }).waitFor({ timeout: 10_000 });

/** Requests a code with the page's button and types the mailed code. */
const typeCode = async (page: Page, change: Change): Promise<string> => {
  await press(page, 'Mail me a code');
  await waitForText(page, 'status', 'A code was mailed to you');
  const code = await desk.codeFor('approver', change);
  await field.code(page).fill(code);
  return code;
};

for (const javaScriptEnabled of [true, false]) {
  itInBrowser(`P5 approving through the mailed page, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const change = await desk.awaiting();
    const link = await desk.linkFor('approver', change);

    await visit({ javaScriptEnabled })(async (page) => {
      await page.goto(link);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`${change.number}: ${change.title}`);
      await field.choice(page, 'Approve').check();
      await typeCode(page, change);
      expect(await field.choice(page, 'Approve').isChecked()).toBe(true);
      await press(page, 'Decide');

      await waitForText(page, 'status', `You approved ${change.number}`);
      // What is left are the two buttons that open the reader's other requests.
      expect(await page.getByRole('button', { name: 'Decide' }).count()).toBe(0);
      expect(await page.getByRole('button').count()).toBe(2);
      await page.reload();
      await waitForText(page, 'status', `You approved ${change.number}`);
    });

    await desk.reaches(change.id, 'scheduled');
  });
}

itInBrowser('P5 an approver can reject with the keyboard only: Tab, Space and Enter', async () => {
  const change = await desk.awaiting();
  const link = await desk.linkFor('approver', change);

  await visit()(async (page) => {
    const tabTo = async (selector: string) => {
      for (let tries = 0; tries < 30; tries += 1) {
        if (await page.locator(`${selector}:focus`).count()) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${selector} was not reached with Tab`);
    };
    const enterOn = async (selector: string) => {
      await tabTo(selector);
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    };
    await page.goto(link);
    await enterOn('button[formaction]');
    await tabTo('input[name=decision]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await tabTo('textarea');
    await page.keyboard.type('no back-out plan');
    await tabTo('#code');
    await page.keyboard.type(await desk.codeFor('approver', change));
    await enterOn('#code');

    await waitForText(page, 'status', `You rejected ${change.number}`);
  });

  const rejected = await desk.reaches(change.id, 'rejected');
  const { items } = (await desk.viewer.get(`/v1/changes/${rejected.id}/approvals`)).body;
  expect(items).toMatchObject([{ person: desk.stack.people.approver.id, decision: 'reject', reason: 'no back-out plan' }]);
});

itInBrowser('P5 after a wrong code the page keeps the input, and the next attempt succeeds', async () => {
  const change = await desk.awaiting();
  const link = await desk.linkFor('approver', change);
  const reason = 'no <b>back-out</b> plan\nand "no" test';

  await visit()(async (page) => {
    await page.goto(link);
    await field.choice(page, /^Reject/).check();
    await field.reason(page).fill(reason);
    const code = await typeCode(page, change);
    await field.code(page).fill(not(code));
    const [answer] = await Promise.all([page.waitForResponse(/\/decision$/), press(page, 'Decide')]);

    expect(answer.status()).toBe(422);
    await waitForText(page, 'alert', 'This is not the code from the latest mail.');
    expect(await field.reason(page).inputValue()).toBe(reason);
    expect(await field.choice(page, /^Reject/).isChecked()).toBe(true);
    expect((await desk.read(change.id)).status).toBe('awaiting-approval');

    await field.code(page).fill(code);
    await press(page, 'Decide');
    await waitForText(page, 'status', `You rejected ${change.number}`);
  });

  const { items } = (await desk.viewer.get(`/v1/changes/${change.id}/approvals`)).body;
  expect(items).toMatchObject([{ decision: 'reject', reason }]);
});

itInBrowser('P6 the page works on a phone: no horizontal scrolling, a label for each field, buttons large enough to tap', async () => {
  const change = await desk.awaiting({ plan: `${'a-very-long-word-without-any-place-to-break'.repeat(5)}\n${'some words '.repeat(50)}` });
  const link = await desk.linkFor('approver', change);

  await visit({ viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })(async (page) => {
    await page.goto(link);
    const root = page.locator(':root');
    const [contentWidth, screenWidth] = await root.evaluate((element) => [
      element.scrollWidth,
      element.ownerDocument.defaultView.innerWidth,
    ]);
    const fields = page.locator('input:not([type=hidden]), textarea');
    const unlabelled = await fields.evaluateAll((all) => all.filter(({ labels }) => labels.length === 0).map(({ name }) => name));
    await page.getByText('Approve', { exact: true }).tap();
    const heights = await page.getByRole('button').evaluateAll((all) => all.map((button) => button.getBoundingClientRect().height));

    expect(screenWidth).toBe(320);
    expect(contentWidth).toBeLessThanOrEqual(screenWidth);
    expect(unlabelled).toEqual([]);
    expect(await fields.count()).toBe(6);
    expect(heights).toHaveLength(3);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await typeCode(page, change);
    await page.getByRole('button', { name: 'Decide' }).tap();
    await waitForText(page, 'status', `You approved ${change.number}`);
  });

  await desk.reaches(change.id, 'scheduled');
});

itInBrowser('P6 the page loads nothing else, runs no script, and sends no referrer', async () => {
  const link = await desk.linkFor('approver', await desk.awaiting());

  await visit()(async (page) => {
    const requested: string[] = [];
    const consoleMessages: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('console', (message) => consoleMessages.push(message.text()));
    const answer = await page.goto(link);

    expect(requested.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([link]);
    expect(consoleMessages).toEqual([]);
    expect(answer?.headers()).toMatchObject({ 'cache-control': expect.stringContaining('no-store'), 'referrer-policy': 'no-referrer' });
    expect(await page.locator('script').count()).toBe(0);
  });
});
