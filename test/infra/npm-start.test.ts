import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { runCommand } from '../support/commands.ts';

/** A checkout whose programs are fakes: nothing is installed, and only start.mjs and venv.mjs are real. */
const scene = { checkout: '', bin: '', calls: '' };

/** Puts a program on the PATH of the scene. It writes its name and arguments to a file, and ends with the status. */
const fake = (name: string, { status = 0, file = join(scene.bin, name) } = {}): void => {
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${scene.calls}'\nexit ${status}\n`);
  chmodSync(file, 0o755);
};

const called = (): string[] => (existsSync(scene.calls) ? readFileSync(scene.calls, 'utf8').trimEnd().split('\n') : []);
const aptGetCalls = (): string[] => called().filter((call) => call.startsWith('apt-get '));

/** The line by which start.mjs begins the product itself. */
const started = (...options: string[]): string => ['node infra/local/start.ts', ...options].join(' ');

/** Runs start.mjs as `npm start` does, with the PATH of the scene. `as` is the user id, `node` another version of Node. */
const npmStart = (
  options: readonly string[] = [],
  { as = 0, node = process.versions.node, env = {} }: { as?: number; node?: string; env?: Record<string, string> } = {},
) => {
  const pretence = `process.getuid = () => ${as}; Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`, resolve('infra/local/start.mjs'), ...options];
  return runCommand(process.execPath, args, { cwd: scene.checkout, env: { PATH: scene.bin, QUIESCE_VENV: 'venv', ...env } });
};

beforeEach(() => {
  scene.checkout = mkdtempSync(join(tmpdir(), 'quiesce-checkout-'));
  scene.bin = join(scene.checkout, 'bin');
  scene.calls = join(scene.checkout, 'calls');
  for (const name of ['bin', 'venv/bin', 'packages/.bin']) mkdirSync(join(scene.checkout, name), { recursive: true });
  writeFileSync(join(scene.checkout, 'package-lock.json'), '{}');
  writeFileSync(join(scene.checkout, 'venv/bin/python'), '');
  symlinkSync('/bin/sh', join(scene.bin, 'sh'));
  // A symbolic link counts as installed, so `npm ci` is not run.
  symlinkSync('packages', join(scene.checkout, 'node_modules'));
  fake('node', { file: join(scene.checkout, 'packages/.bin/node') });
});
afterEach(() => rmSync(scene.checkout, { recursive: true, force: true }));

it('without --install a missing Alertmanager is named with the ways to get it, nothing is installed, and the product starts', async () => {
  fake('apt-get');

  const { status, stdout } = await npmStart(['--story']);

  expect(status).toBe(0);
  expect(stdout).toContain('Missing: Alertmanager. It is optional');
  expect(stdout).toContain("'npm start -- --install'");
  expect(stdout).toContain("'brew install alertmanager'");
  expect(aptGetCalls()).toEqual([]);
  expect(called().at(-1)).toBe(started('--story'));
});

it('with --install, root on Debian gets the package of Alertmanager and no other, and the product starts', async () => {
  fake('apt-get');

  const { status, stdout } = await npmStart(['--install']);

  expect(status).toBe(0);
  expect(stdout).toContain('Installing prometheus-alertmanager (apt-get) ...');
  expect(aptGetCalls()).toEqual(['apt-get update -qq', 'apt-get install -y -qq --no-install-recommends prometheus-alertmanager']);
  expect(called().at(-1)).toBe(started('--install'));
});

it.each(['prometheus-alertmanager', 'alertmanager'])('with --install nothing is installed if there is %s', async (program) => {
  fake('apt-get');
  fake(program);

  const { status, stdout } = await npmStart(['--install']);

  expect([status, stdout]).toEqual([0, '']);
  expect(aptGetCalls()).toEqual([]);
});

it.each([
  ['a user other than root', { as: 1000 }, true],
  ['a system without apt-get', { as: 0 }, false],
])('with --install, %s is told what it needs, and nothing starts', async (_, user, hasAptGet) => {
  if (hasAptGet) fake('apt-get');

  const { status, stderr } = await npmStart(['--install'], user);

  expect(status).toBe(1);
  expect(stderr).toContain("'--install' needs Debian or Ubuntu, and root. Elsewhere, install Alertmanager yourself");
  expect([aptGetCalls(), called()].flat()).not.toContain(started('--install'));
  expect(aptGetCalls()).toEqual([]);
});

it('a failed installation says how to go on without it, and nothing starts', async () => {
  fake('apt-get', { status: 100 });

  const { status, stderr } = await npmStart(['--install']);

  expect(status).toBe(1);
  expect(stderr).toContain(
    "'apt-get install prometheus-alertmanager' failed, see above. Without '--install', 'npm start' works without Alertmanager",
  );
  expect(called()).not.toContain(started('--install'));
});

it('an old Node is named with the version that is needed and where to get it', async () => {
  const { status, stderr } = await npmStart([], { node: '18.20.0' });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^Node 20 or later is required, but this is v\S+: see https:\/\/nodejs.org, or run 'nvm install 24'\n$/);
});

it('a missing Python is named with the ways to get it', async () => {
  const { status, stderr } = await npmStart([], { env: { QUIESCE_VENV: '' } });

  expect(status).toBe(1);
  expect(stderr).toContain('requires Python 3.10 or later with venv: apt-get install python3-venv, brew install python, or see python.org');
});

it('a QUIESCE_VENV without Python is told how to create it', async () => {
  const { status, stderr } = await npmStart([], { env: { QUIESCE_VENV: 'elsewhere' } });

  expect(status).toBe(1);
  expect(stderr).toContain(`QUIESCE_VENV names a directory without bin/python: ${join(scene.checkout, 'elsewhere')}. Unset it`);
  expect(stderr).toMatch(/python3 -m venv \S+ && \S+ -m pip install ministack==\S+/);
});

it('a failed npm ci says that it needs a network', async () => {
  rmSync(join(scene.checkout, 'node_modules'));
  fake('npm', { status: 1 });

  const { status, stderr } = await npmStart();

  expect(status).toBe(1);
  expect(stderr).toContain("'npm ci' failed, see above. It needs a network");
  expect(called()).toEqual(['npm ci --loglevel=error']);
});
