// `npm start` must work right after `git clone`: this is plain JavaScript for Node 20 and needs no installed package.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureVenv } from './venv.mjs';

const major = Number(process.versions.node.split('.')[0]);
const node = 'node_modules/.bin/node';
const installedFor = '.quiesce/package-lock.sha256';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const isOnPath = (program) => succeeds('sh', ['-c', `command -v ${program}`]);

const checkNode = () => {
  if (major < 20)
    throw new Error(`Node 20 or later is required, but this is ${process.version}: see https://nodejs.org, or run 'nvm install 24'`);
};

const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

/**
 * Whether the installed packages match the lock file. Compares the hash of the last installation, or, if there is none, the copy of the
 * lock file that npm keeps.
 */
const isInstalled = () => {
  // A symbolic link leads to the packages of another checkout: installing would delete them there.
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  if (!existsSync('node_modules/.package-lock.json') || !existsSync(node)) return false;
  return !existsSync(installedFor) || readFileSync(installedFor, 'utf8') === lockHash();
};

const install = () => {
  if (!isInstalled()) {
    console.log('Installing packages (npm ci) ...');
    if (spawnSync('npm', ['ci', '--loglevel=error'], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0)
      throw new Error(
        "'npm ci' failed, see above. It needs a network: try 'npm start' again once https://registry.npmjs.org can be reached",
      );
  }
  mkdirSync('.quiesce', { recursive: true });
  writeFileSync(installedFor, lockHash());
};

const wantsInstallation = process.argv.includes('--install');

const installAlertmanager = () => {
  if (process.getuid?.() !== 0 || !isOnPath('apt-get'))
    throw new Error(
      "'--install' needs Debian or Ubuntu, and root. Elsewhere, install Alertmanager yourself, for example: brew install alertmanager",
    );
  console.log('Installing prometheus-alertmanager (apt-get) ...');
  const { status } = spawnSync(
    'sh',
    ['-c', 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus-alertmanager'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0)
    throw new Error(
      "'apt-get install prometheus-alertmanager' failed, see above. Without '--install', 'npm start' works without Alertmanager",
    );
};

/** The demo and the end-to-end tests use a real Alertmanager if one is installed. The product works without it. Installs it only if asked to. */
const checkAlertmanager = () => {
  if (isOnPath('prometheus-alertmanager') || isOnPath('alertmanager')) return;
  if (wantsInstallation) return installAlertmanager();
  console.log(
    "Missing: Alertmanager. It is optional; the demo replays recorded messages instead. To install it on Debian as root: 'npm start -- --install'. Elsewhere: 'brew install alertmanager'.",
  );
};

/** A Node 24, the version that Lambda runs: the project's own, else the one that runs this file. */
const node24 = () => {
  if (succeeds(node, ['-e', 'process.exit(parseInt(process.versions.node) >= 24 ? 0 : 1)'])) return node;
  if (major >= 24) return process.execPath;
  throw new Error(`Node 24 is required and '${node}' does not run: delete node_modules and try again, or run 'nvm install 24'`);
};

try {
  checkNode();
  install();
  ensureVenv();
  checkAlertmanager();
  const { status } = spawnSync(node24(), ['infra/local/start.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
