import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { day } from '../../../shared/domain/clock.ts';
import { acceptancesApi } from '../../support/acceptances.ts';
import { ada } from '../../support/approvals.ts';
import { approverScene } from '../../support/approver-scene.ts';
import { browserForTests, itInBrowser } from '../../support/browser.ts';
import { withPages } from '../../support/loopback-pages.ts';

const visit = browserForTests();
const timeout = 60_000;

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 } };
const screens = [phone, desktop].flatMap(({ viewport }) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

type Scene = Awaited<ReturnType<typeof approverScene>>;
/** The page of a change in one of its states: how it gets there, and what the reader does on it. */
interface PageState {
  readonly prepare?: (scene: Scene) => Promise<unknown>;
  readonly path?: string;
  readonly status?: number;
  readonly act?: (page: Page, scene: Scene) => Promise<unknown>;
  /** A text that is only on this page. */
  readonly shows: string;
}

const press = (page: Page, name: string) => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()]);
const choose = (page: Page, name: string) => page.getByRole('radio', { name }).check();

const states: Readonly<Record<string, PageState>> = {
  open: { shows: 'What changed since you were asked' },
  'with a choice': { act: (page) => choose(page, 'Approve'), shows: 'you need a six-digit code' },
  'with a mailed code': {
    act: async (page) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
    },
    shows: 'A code was mailed to you',
  },
  'with an error and the typed text': {
    act: async (page) => {
      await choose(page, 'Reject');
      await page.getByLabel('Reason', { exact: true }).fill('no back-out plan');
      await press(page, 'Decide');
    },
    shows: 'Enter the six digits of the code',
  },
  'with a missing reason': {
    act: async (page) => {
      await choose(page, 'Reject');
      await press(page, 'Decide');
    },
    shows: 'A rejection needs a reason',
  },
  'with a question': {
    act: async (page) => {
      await choose(page, 'Approve');
      await page.getByText('Ask a question first').click();
      await page.getByLabel('Question to the requester').fill('Is the standby upgraded first?');
      await press(page, 'Ask');
    },
    shows: 'Enter the six digits of the code',
  },
  'with questions and an override': {
    prepare: async ({ post, codeBy, link, edit }) => {
      await post(`${link}/question`, { question: 'Is the standby upgraded first?', code: await codeBy(link) });
      await edit({ overrides: [{ kind: 'freeze', against: [], by: ada, reason: 'it is exploited', at: '2026-11-24T03:00:00.000Z' }] });
    },
    shows: 'Overridden conflicts',
  },
  'of all requests': {
    act: async (page, { sent }) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
      await page.getByLabel('Code from the mail').fill(sent.at(-1)?.subject.slice(0, 6) ?? '');
      await press(page, 'Show all my requests');
      await page.getByText('Read CHG-000123').click();
    },
    shows: 'Your decision on CHG-000123',
  },
  'of all requests, with a missing reason': {
    act: async (page, { sent }) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
      await page.getByLabel('Code from the mail').fill(sent.at(-1)?.subject.slice(0, 6) ?? '');
      await press(page, 'Show all my requests');
      await choose(page, 'Reject');
      await press(page, 'Decide on CHG-000123');
    },
    shows: 'A rejection needs a reason',
  },
  decided: {
    prepare: async ({ post, codeBy, link, digest }) =>
      post(`${link}/decision`, { decision: 'abstain', code: await codeBy(link), revision: '1', digest }),
    shows: 'You abstained from CHG-000123',
  },
  expired: { prepare: async ({ clock }) => clock.advance(2 * day), status: 410, shows: 'the deadline of CHG-000123 passed' },
  cancelled: {
    prepare: ({ edit }) => edit({ status: 'cancelled', ended: { by: 'person:x', reason: 'wrong week', at: '2026-11-24T03:00:00.000Z' } }),
    status: 410,
    shows: 'was cancelled: wrong week',
  },
  unknown: { path: `/approvals/${'0'.repeat(64)}`, status: 404, shows: 'This link is unknown' },
};

/** What axe-core finds on a page, with the elements: nothing, if the page is accessible. */
const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: axe.Result[] }>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** What axe-core finds on a page on a phone and a desktop, light and dark. */
const findingsOnScreens = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { viewport, colorScheme } of screens) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    found.push(...(await findings(page)).map((finding) => `${viewport.width} ${colorScheme} ${finding}`));
  }
  return found;
};

for (const [name, { prepare, path, status = 200, act, shows }] of Object.entries(states)) {
  itInBrowser(
    `P6 axe finds nothing on the page ${name}: light and dark, on a phone and a desktop`,
    async () => {
      const scene = await approverScene();
      await prepare?.(scene);
      await withPages(scene, (url) =>
        visit(phone)(async (page) => {
          const answer = await page.goto(`${url}${path ?? scene.link}`);
          expect(answer?.status()).toBe(status);
          await act?.(page, scene);
          expect(await page.getByText(shows).first().isVisible()).toBe(true);
          expect(await findingsOnScreens(page)).toEqual([]);
        }),
      );
    },
    timeout,
  );
}

itInBrowser(
  'P6 axe finds what is wrong with a page',
  async () => {
    await visit()(async (page) => {
      await page.setContent('<title>t</title><main><h1>t</h1><p style="color:#aaa;background:#fff">pale</p><input></main>');
      expect((await findings(page)).map((each) => each.split(':')[0])).toEqual(expect.arrayContaining(['color-contrast', 'label']));
    });
  },
  timeout,
);

itInBrowser(
  'A2 axe finds nothing on the page on which a holder accepts an asset',
  async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);
    await withPages(api, (url) =>
      visit(phone)(async (page) => {
        await page.goto(`${url}${link}`);
        expect(await page.getByRole('radio').count()).toBe(2);
        expect(await findingsOnScreens(page)).toEqual([]);
      }),
    );
  },
  timeout,
);

const boxOf = (page: Page, name: string) => page.getByRole('radio', { name }).locator('xpath=..').boundingBox();

itInBrowser(
  'P5 on a phone the choices are in reach of the thumb as soon as the page is open, and large enough',
  async () => {
    const scene = await approverScene();
    await withPages(scene, (url) =>
      visit({ ...phone, viewport: { width: 320, height: 640 } })(async (page) => {
        await page.goto(`${url}${scene.link}`);
        for (const name of ['Approve', 'Reject', 'Abstain']) {
          const { y = 0, height = 0, width = 0 } = (await boxOf(page, name)) ?? {};
          expect(y).toBeGreaterThan(480);
          expect(y + height).toBeLessThanOrEqual(640);
          expect(Math.min(height, width)).toBeGreaterThanOrEqual(44);
        }
        const covered = await page.locator('form').boundingBox();
        expect(covered?.height).toBeLessThan(160);
        await page.getByText('Approve', { exact: true }).tap();
        for (const button of await page.getByRole('button').all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        const [content, screen] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
        expect(content).toBeLessThanOrEqual(screen);
      }),
    );
  },
  timeout,
);

itInBrowser(
  'P5 without JavaScript the page is read, a list is opened, and the change is decided',
  async () => {
    const scene = await approverScene();
    await withPages(scene, (url) =>
      visit({ ...phone, javaScriptEnabled: false })(async (page) => {
        await page.goto(`${url}${scene.link}`);
        await page.getByText('Show the 14 configuration items').tap();
        await page.getByText('orders-api-10').waitFor();
        await choose(page, 'Approve');
        await press(page, 'Mail me a code');
        await page.keyboard.type(scene.sent.at(-1)?.subject.slice(0, 6) ?? '');
        await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
        await page.getByRole('status').filter({ hasText: 'You approved CHG-000123' }).waitFor();
      }),
    );
    expect((await scene.world.changes.get(scene.change)).approvals.given).toBe(1);
  },
  timeout,
);

itInBrowser(
  'P5 on paper the whole change is there, also what is closed on the screen, and no form',
  async () => {
    const scene = await approverScene();
    await withPages(scene, (url) =>
      visit(desktop)(async (page) => {
        await page.goto(`${url}${scene.link}`);
        const last = page.getByText('orders-api-10');
        expect(await last.isVisible()).toBe(false);
        await page.emulateMedia({ media: 'print' });
        expect([await last.isVisible(), await page.getByRole('button').count()]).toEqual([true, 0]);
      }),
    );
  },
  timeout,
);
