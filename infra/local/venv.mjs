// Plain JavaScript that needs nothing installed: the first steps of `npm start` run it with whatever Node there is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Exact: launcher.py touches MiniStack's private names. Without boto3 a bucket's notifications hang the deployment for ever, without
 * cryptography signatures of tokens and keys fail.
 */
const packages = ['ministack==1.5.33', 'boto3==1.43.106', 'cryptography==50.0.2'];

/** Where the emulator's virtual environment lies; `QUIESCE_VENV` names one that is there already. */
export const venvDirectory = () => resolve(process.env.QUIESCE_VENV ?? '.quiesce/venv');

/** A Python of 3.10 or later, or a clear word on how to get one. */
const findPython = () => {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    const { status } = spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
    if (status === 0) return name;
  }
  throw new Error(
    'Python 3.10 or later with venv is needed for the local AWS emulator: apt-get install python3-venv, brew install python, or python.org',
  );
};

/** Shows what it says on our error output, and tells it again if it fails. */
const run = (command, args) => {
  const { status, error, stderr } = spawnSync(command, args, { stdio: ['ignore', 2, 'pipe'], encoding: 'utf8' });
  process.stderr.write(stderr ?? '');
  if (status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed: ${error?.message ?? `status ${status}`}\n${stderr ?? ''}`);
};

/** Makes a virtual environment unless it is there with exactly these packages. */
export const makeVenv = (directory, packages, what) => {
  const made = join(directory, 'packages.txt');
  const wanted = packages.join('\n');
  if (existsSync(made) && readFileSync(made, 'utf8') === wanted) return;
  console.error(`Making ${relative('.', directory)} for ${what} ...`);
  mkdirSync(directory, { recursive: true });
  run(findPython(), ['-m', 'venv', '--clear', directory]);
  run(join(directory, 'bin/python'), [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--progress-bar',
    'on',
    '--quiet',
    ...packages,
  ]);
  writeFileSync(made, wanted);
};

/** The emulator's. */
export const ensureVenv = () => {
  if (process.env.QUIESCE_VENV) return;
  makeVenv(venvDirectory(), packages, 'the local AWS emulator (once, about 20 s, 110 MB)');
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) ensureVenv();
