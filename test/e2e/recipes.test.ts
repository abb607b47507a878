import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadEstate } from '../../infra/local/estate.ts';
import { loadHistory } from '../../infra/local/history.ts';
import { openBook } from '../../infra/local/office.ts';
import { apiClient } from '../../shared/contracts/client.ts';
import { answersIn, pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, recipesOf } from '../support/readme.ts';
import { deployedStack } from '../support/stack.ts';

/**
 * Pastes the shell blocks of the README into one shell, in their order and as they are, in a directory that looks like a checkout after
 * `npm start`, and reads what the README says that they print. A block without an expectation here fails, too.
 */
const readme = readDocument('README.md');
const recipes = [...recipesOf(readme, 'Recipes'), ...recipesOf(readme, "Send your Alertmanager's alerts through Quiesce")];
const scene: { pasted: Awaited<ReturnType<typeof pasteBlocks>> | undefined } = { pasted: undefined };

beforeAll(async () => {
  await loadEstate(deployedStack());
  await loadHistory(deployedStack());
  await openBook(apiClient(deployedStack().apiUrl, deployedStack().tokens['asset-manager']));
  scene.pasted = await pasteBlocks(recipes);
}, 300_000);

afterAll(() => scene.pasted?.remove());

/** What the block with this title printed. */
const printed = (title: string): string => scene.pasted?.printed[recipes.findIndex((recipe) => recipe.title === title)] ?? '';

/** The JSON answers that the block printed, one on each line. */
const answers = (title: string) => answersIn(printed(title));

const server = () => answers('My own server, as configuration item and as asset.')[0].id as string;
const number = () => answers('A change with approval.')[0].number as string;

/** An episode of the recipes' alert, which other tests' alerts stand beside. */
const episode = (alertname: string, fields: object) =>
  expect.objectContaining({ labels: { alertname, instance: 'web-7.example.com:9100' }, items: [server()], ...fields });

const setUp = (title: string) => {
  expect(printed(title)).toContain(`\n      - url: ${deployedStack().apiUrl}/v1/monitors/`);
  expect(printed(title)).toMatch(/\n {12}credentials: qs_monitor_\w+\n/);
  expect(printed(title)).toContain('  - name: direct\n');
};

const recipeChecks: Readonly<Record<string, (title: string) => void>> = {
  Recipes: (title) => expect(printed(title)).toBe(''),

  'My own server, as configuration item and as asset.': (title) => {
    const [asset, found, ...others] = answers(title);
    expect(others).toEqual([]);
    expect(asset).toMatchObject({ name: 'web-7', assetTag: 'IT-00417' });
    expect(found.items).toContainEqual(
      expect.objectContaining({
        id: asset.id,
        asset: expect.objectContaining({ assetTag: 'IT-00417' }),
        ci: expect.objectContaining({ name: 'web-7', class: 'server', stage: 'live' }),
      }),
    );
  },

  'What depends on it.': (title) => {
    const [shop, dependants] = answers(title);
    expect(shop).toMatchObject({ name: 'shop', class: 'service' });
    expect(dependants.items).toEqual([expect.objectContaining({ type: 'depends-on', source: shop.id, target: server(), name: 'shop' })]);
  },

  'What fails with it.': (title) => {
    const [impact] = answers(title);
    expect(impact.items).toMatchObject([{ name: 'shop', state: 'down', depth: 1, path: [{ type: 'depends-on' }] }]);
    expect(impact.services).toMatchObject([{ name: 'shop', state: 'down' }]);
  },

  'May a pipeline deploy now?': (title) =>
    expect(answers(title)).toMatchObject([{ allowed: false, items: [{ item: server(), allowed: false, reasons: ['change/required'] }] }]),

  'What it was, and who changed it.': (title) => {
    const [labelled, refused, history, verification] = answers(title);
    expect(labelled).toMatchObject({ id: server(), labels: { rack: '12' } });
    expect(refused).toMatchObject({ status: 409, code: 'change/required' });
    expect(history.items).toMatchObject([
      { facet: 'ci', version: 1 },
      { facet: 'asset', version: 1 },
      { facet: 'ci', version: 2, actorName: expect.any(String), differences: [{ path: '/labels/rack', from: null, to: '12' }] },
    ]);
    expect(verification).toMatchObject({ valid: true, versions: 3, problems: [] });
  },

  'My monitor.': setUp,

  'One alert through.': (title) => {
    const [taken, episodes] = answers(title);
    expect(taken).toEqual({ received: 1, stored: 1 });
    const deliveries = [expect.objectContaining({ status: 'pending' })];
    expect(episodes.items).toEqual([episode('DiskFilling', { state: 'forwarded', deliveries })]);
  },

  'Twenty quiet minutes.': (title) => {
    const [taken, held, finished, tally] = answers(title);
    expect(taken).toEqual({ received: 1, stored: 1 });
    expect(held.items).toEqual([episode('Restarting', { state: 'held', deliveries: [] })]);
    expect(finished).toMatchObject({ type: 'standard', templateName: 'short-maintenance', status: 'in-review' });
    expect(tally).toMatchObject({ quiet: 1, held: 0, absorbed: 0, released: 1, items: [{ labels: { alertname: 'Restarting' } }] });
  },

  'A change with approval.': (title) => {
    const [approved, started, taken, held] = answers(title);
    expect([approved.status, started.status]).toEqual(['scheduled', 'implementing']);
    expect(taken).toEqual({ received: 1, stored: 1 });
    expect(held.items).toContainEqual(episode('NodeDown', { state: 'held', changes: [approved.id], deliveries: [] }));
  },

  'What is quiet now.': (title) => {
    const [windows, suppression] = answers(title);
    expect(windows.items).toContainEqual(expect.objectContaining({ number: number(), state: 'in-force', items: [server()] }));
    expect(suppression).toMatchObject({
      ci: server(),
      suppressed: true,
      reasons: [{ number: number(), until: expect.stringMatching(/Z$/) }],
    });
  },

  'Finish.': (title) => {
    const [finished, tally] = answers(title);
    expect(finished.status).toBe('in-review');
    expect(tally).toMatchObject({ quiet: 1, held: 0, absorbed: 0, released: 1, items: [{ labels: { alertname: 'NodeDown' } }] });
  },

  'Why was I not paged?': (title) => {
    const [episodes, held, suppression] = answers(title);
    const deliveries = [expect.objectContaining({ status: 'pending', reason: expect.stringContaining(`${number()} ended`) })];
    const released = episode('NodeDown', { state: 'released', deliveries });
    const restarted = episode('Restarting', { state: 'released' });
    expect(episodes.items).toEqual([released, restarted, episode('DiskFilling', { state: 'forwarded', changes: [] })]);
    expect(held.items).toEqual([released]);
    expect(suppression).toMatchObject({ suppressed: true, reasons: [{ number: number() }] });
  },

  'My assets.': (title) => {
    const [assignment, value, holdings, report] = answers(title);
    expect(value).toMatchObject({ book: 'default', cost: { amount: '1300.00', currency: 'EUR' } });
    expect(holdings.assets).toContainEqual(expect.objectContaining({ asset: assignment.asset }));
    expect(report.items).toContainEqual(expect.objectContaining({ group: 'laptop' }));
  },

  'What did we promise, and did we keep it?': (title) => {
    const [agreement, year, performance] = answers(title);
    expect(agreement).toMatchObject({ serviceName: 'orders', target: '99.9' });
    expect(year).toMatchObject({ target: '99.9', met: true, agreedDowntimeUsed: 'PT2H50M', outageTime: 'PT1H41M' });
    expect(year.intervals).toContainEqual(expect.objectContaining({ kind: 'agreed', number: expect.stringMatching(/^CHG-/) }));
    expect(performance.items).toContainEqual(expect.objectContaining({ group: agreement.service, groupName: 'orders' }));
  },

  'Import a file.': (title) => {
    const [rows, ...others] = answers(title);
    expect(others).toEqual([]);
    expect(printed(title)).toMatch(/^204$/m);
    expect(rows.items).toMatchObject([
      { line: 2, outcome: 'created' },
      { line: 3, outcome: 'unchanged' },
    ]);
  },

  "Send your Alertmanager's alerts through Quiesce": setUp,
};

it('each shell block of the recipes has an expectation, and each expectation has a block', () => {
  expect(recipes.map(({ title }) => title)).toEqual(Object.keys(recipeChecks));
});

it('no command of the recipes fails or complains', () => {
  expect(scene.pasted?.shell).toMatchObject({ status: 0, stderr: '' });
  // A problem document has a status that is a number. The README says that one edit is refused.
  const problems = recipes.flatMap(({ title }) => answers(title)).filter(({ status }) => typeof status === 'number');
  expect(problems.map(({ code }) => code)).toEqual(['change/required']);
});

it.each(Object.entries(recipeChecks))('a recipe of the README does what it says: %s', (title, check) => check(title));

it('npm run token prints a token and nothing else', async () => {
  const answer = await scene.pasted?.run('npm', ['run', '-s', 'token', '--', 'auditor']);
  const { status, stdout = '', stderr } = answer ?? {};

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const me = await fetch(`${deployedStack().apiUrl}/v1/me`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
  expect(await me.json()).toMatchObject({ roles: ['auditor'] });
});
