// `npm start` straight after `git clone`: plain JavaScript that needs nothing installed and runs on Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureVenv } from './venv.mjs';

const major = Number(process.versions.node.split('.')[0]);
const node = 'node_modules/.bin/node';
const installedFor = '.quiesce/package-lock.sha256';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const checkNode = () => {
  if (major < 20) throw new Error(`Node 20 or later is needed, this is ${process.version}: https://nodejs.org, or 'nvm install 24'`);
};

const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

/** Whether what is installed is what the lock file says, by the hash kept at the last installation, or npm's own copy of the lock. */
const isInstalled = () => {
  // A link belongs to another checkout: installing through it would empty that one.
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  if (!existsSync('node_modules/.package-lock.json') || !existsSync(node)) return false;
  return !existsSync(installedFor) || readFileSync(installedFor, 'utf8') === lockHash();
};

const install = () => {
  if (!isInstalled()) {
    console.log('Installing packages (npm ci) ...');
    if (spawnSync('npm', ['ci', '--loglevel=error'], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0)
      throw new Error("'npm ci' failed");
  }
  mkdirSync('.quiesce', { recursive: true });
  writeFileSync(installedFor, lockHash());
};

/** The demo's alerts go through a real Alertmanager where there is one. Nothing else needs it. */
const offerAlertmanager = () => {
  if (succeeds('sh', ['-c', 'command -v prometheus-alertmanager || command -v alertmanager'])) return;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebianRoot) {
    console.log('Installing prometheus-alertmanager for the demo and the end-to-end tests (apt-get) ...');
    spawnSync(
      'sh',
      ['-c', 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus-alertmanager'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return;
  }
  console.log(
    "No Alertmanager found; the demo does without. To see one: 'apt-get install prometheus-alertmanager' or 'brew install alertmanager'.",
  );
};

/** Node 24 as Lambda has it: the project's own, else this one. */
const node24 = () => {
  if (succeeds(node, ['-e', 'process.exit(parseInt(process.versions.node) >= 24 ? 0 : 1)'])) return node;
  if (major >= 24) return process.execPath;
  throw new Error(`Node 24 is needed and '${node}' does not run: delete node_modules and try again, or 'nvm install 24'`);
};

try {
  checkNode();
  install();
  ensureVenv();
  offerAlertmanager();
  const { status } = spawnSync(node24(), ['infra/local/start.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
