import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openBook } from '../../infra/local/office.ts';
import { apiClient } from '../../shared/contracts/client.ts';
import { type CommandResult, runCommand } from '../support/commands.ts';
import { readDocument, recipesOf } from '../support/readme.ts';
import { deployedStack } from '../support/stack.ts';

/**
 * Pastes the shell blocks of the README into one shell, in their order and as they are, in a directory that looks like a checkout after
 * `npm start`, and reads what the README says that they print. A block without an expectation here fails, too.
 */
const readme = readDocument('README.md');
const recipes = [...recipesOf(readme, 'Recipes'), ...recipesOf(readme, "Send your Alertmanager's alerts through Quiesce")];
const marker = '### recipe';

const scene = { checkout: '', shell: undefined as CommandResult | undefined };

/** Links what `npm run token` needs, and writes what `npm start` leaves behind. */
const checkOut = (): void => {
  const { outputs, mails: _, ...handOut } = deployedStack();
  scene.checkout = mkdtempSync(join(tmpdir(), 'quiesce-reader-'));
  for (const name of ['package.json', 'infra', 'node_modules']) symlinkSync(resolve(name), join(scene.checkout, name));
  mkdirSync(join(scene.checkout, '.quiesce'));
  writeFileSync(join(scene.checkout, '.quiesce/local.json'), JSON.stringify(handOut));
  writeFileSync(join(scene.checkout, '.quiesce/outputs.json'), JSON.stringify({ 'quiesce-local-service': outputs }));
};

beforeAll(async () => {
  checkOut();
  await openBook(apiClient(deployedStack().apiUrl, deployedStack().tokens['asset-manager']));
  const script = recipes.map(({ commands }) => `echo '${marker}'\n${commands}`).join('\n');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: process.env.HOME ?? scene.checkout,
    QUIESCE_DIRECTORY: join(scene.checkout, '.quiesce'),
  };
  scene.shell = await runCommand('bash', ['-c', script], { cwd: scene.checkout, env });
});
afterAll(() => rmSync(scene.checkout, { recursive: true, force: true }));

/** What the block with this title printed. */
const printed = (title: string): string => {
  const [, ...outputs] = scene.shell?.stdout.split(`${marker}\n`) ?? [];
  return outputs[recipes.findIndex((recipe) => recipe.title === title)] ?? '';
};

/** The JSON answers that the block printed, one on each line. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers without narrowing each step
const answers = (title: string): any[] =>
  printed(title)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

const server = () => answers('My own server, as configuration item and as asset.')[0].id as string;
const number = () => answers('One alert held.')[0].number as string;

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

  'My monitor.': setUp,

  'One alert through.': (title) => {
    const [taken, episodes] = answers(title);
    expect(taken).toEqual({ received: 1, stored: 1 });
    const deliveries = [expect.objectContaining({ status: 'pending' })];
    expect(episodes.items).toEqual([episode('DiskFilling', { state: 'forwarded', deliveries })]);
  },

  'One alert held.': (title) => {
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
    expect(episodes.items).toEqual([released, episode('DiskFilling', { state: 'forwarded', changes: [] })]);
    expect(held.items).toEqual([released]);
    expect(suppression).toMatchObject({ suppressed: true, reasons: [{ number: number() }] });
  },

  'My assets.': (title) => {
    const [assignment, value, holdings, report] = answers(title);
    expect(value).toMatchObject({ book: 'default', cost: { amount: '1300.00', currency: 'EUR' } });
    expect(holdings.assets).toContainEqual(expect.objectContaining({ asset: assignment.asset }));
    expect(report.items).toContainEqual(expect.objectContaining({ group: 'laptop' }));
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
  expect(scene.shell).toMatchObject({ status: 0, stderr: '' });
  // A problem document has a status of its own that is a number.
  const problems = recipes.flatMap(({ title }) => answers(title)).filter(({ status }) => typeof status === 'number');
  expect(problems).toEqual([]);
});

it.each(Object.entries(recipeChecks))('a recipe of the README does what it says: %s', (title, check) => check(title));

it('npm run token prints a token and nothing else', async () => {
  const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`, QUIESCE_DIRECTORY: join(scene.checkout, '.quiesce') };
  const { status, stdout, stderr } = await runCommand('npm', ['run', '-s', 'token', '--', 'auditor'], { cwd: scene.checkout, env });

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const me = await fetch(`${deployedStack().apiUrl}/v1/me`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
  expect(await me.json()).toMatchObject({ roles: ['auditor'] });
});
