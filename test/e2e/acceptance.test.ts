import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Mail } from '../../infra/local/mails.ts';
import { browserForTests, itInBrowser } from '../support/browser.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const visit = browserForTests();

/** Waits for a mail to the holder about an asset. */
const mailAbout = (name: string, subject: RegExp): Promise<Mail> =>
  eventually(async () => {
    const { email } = desk.stack.people.viewer;
    const found = (await desk.stack.mails()).find((mail) => mail.to === email && mail.subject.includes(name) && subject.test(mail.subject));
    if (!found) throw new Error(`no mail about ${name} (${subject})`);
    return found;
  });

itInBrowser('A2 a holder without a session accepts a laptop with the mailed link and code', async () => {
  const assets = desk.as('asset-manager');
  const name = `Laptop ${randomUUID()}`;
  const { body: laptop } = await assets.post('/v1/assets', { name, kind: 'hardware' });
  const holder = desk.stack.people.viewer.id;
  const { status } = await assets.post(`/v1/assets/${laptop.id}/assignments`, { person: holder, acceptance: 'asked' });
  expect(status).toBe(201);
  const [link = ''] = /^http\S+\/acceptances\/[0-9a-f]{64}$/m.exec((await mailAbout(name, /Did you get it/)).text) ?? [];

  await visit({ javaScriptEnabled: false })(async (page) => {
    await page.goto(link);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    await page.getByRole('radio', { name: /^Accept/ }).check();
    await page.getByRole('button', { name: 'Mail me a code' }).click();
    await page.getByRole('status').filter({ hasText: 'A code was mailed to you' }).waitFor({ timeout: 10_000 });
    expect(await page.getByRole('radio', { name: /^Accept/ }).isChecked()).toBe(true);
    await page.getByLabel('Code from the mail').fill((await mailAbout(name, /^\d{6}/)).subject.slice(0, 6));
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('status').filter({ hasText: 'You have accepted it' }).waitFor({ timeout: 10_000 });
  });

  const { items } = (await assets.get(`/v1/assets/${laptop.id}/assignments`)).body;
  expect(items).toMatchObject([{ person: holder, acceptance: 'accepted' }]);
});
