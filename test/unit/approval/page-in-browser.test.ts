import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { acceptancesApi } from '../../support/acceptances.ts';
import { approverScene } from '../../support/approver-scene.ts';
import { browserForTests, itInBrowser } from '../../support/browser.ts';
import { withPages } from '../../support/loopback-pages.ts';
import { choose, pageStates, press } from '../../support/page-states.ts';

const visit = browserForTests();
const timeout = 60_000;

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 } };
const screens = [phone, desktop].flatMap(({ viewport }) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

/** The rules of axe-core whose findings depend on the size of the screen or on the color scheme. */
const rulesOfScreens = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
  'meta-viewport',
  'css-orientation-lock',
];

/** What axe-core finds on a page, with the elements: nothing, if the page is accessible. By default all its rules are run. */
const findings = async (page: Page, runOnly?: readonly string[]): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: axe.Result[] }>(`axe.run(${JSON.stringify(runOnly ? { runOnly } : {})})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** What axe-core finds on a page on a phone and a desktop, light and dark. */
const findingsOnScreens = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [...(await findings(page))];
  for (const { viewport, colorScheme } of screens) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    found.push(...(await findings(page, rulesOfScreens)).map((finding) => `${viewport.width} ${colorScheme} ${finding}`));
  }
  return found;
};

for (const [name, { prepare, path, status = 200, act, shows }] of Object.entries(pageStates)) {
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
