import { mkdir } from 'node:fs/promises';
import { approverScene } from '../support/approver-scene.ts';
import { startBrowser } from '../support/chromium.ts';
import { withPages } from '../support/loopback-pages.ts';
import { pageStates } from '../support/page-states.ts';

/** Takes pictures of the approver's page in each of its states, and of the mail that asks for a decision, on a phone and a desktop, light and dark (`npm run screenshots`). It asserts nothing. */
const folder = 'build/screenshots';
const screens = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
for (const [name, { prepare, path, act }] of Object.entries(pageStates))
  for (const { viewport, colorScheme } of screens) {
    const scene = await approverScene();
    await prepare?.(scene);
    await withPages(scene, async (url) => {
      const page = await browser.newPage({ viewport, colorScheme, isMobile: viewport.width < 600, hasTouch: viewport.width < 600 });
      await page.goto(`${url}${path ?? scene.link}`);
      await act?.(page, scene);
      await page.screenshot({ fullPage: true, path: `${folder}/${name.replaceAll(/[ ,]+/g, '-')}-${viewport.width}-${colorScheme}.png` });
      await page.close();
    });
  }
for (const { viewport, colorScheme } of screens) {
  const { sent } = await approverScene();
  const page = await browser.newPage({ viewport, colorScheme });
  await page.setContent(sent[0]?.html ?? '');
  await page.screenshot({ fullPage: true, path: `${folder}/mail-${viewport.width}-${colorScheme}.png` });
  await page.close();
}
await browser.close();
console.log(`${folder}: ${(Object.keys(pageStates).length + 1) * screens.length} pictures`);
