// This is plain JavaScript and needs no installed package, because `npm start` runs it with any Node before it installs anything.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The version of MiniStack is exact, because launcher.py changes its private names. Without boto3 a deployment hangs on the notifications
 * of a bucket. Without cryptography the signatures of tokens and keys fail.
 */
const packages = ['ministack==1.5.33', 'boto3==1.43.106', 'cryptography==50.0.2'];

/** The directory of the emulator's virtual environment. `QUIESCE_VENV` names an existing one. */
export const venvDirectory = () => resolve(process.env.QUIESCE_VENV ?? '.quiesce/venv');

const pythonOf = (directory) => join(directory, 'bin/python');

/** The command of a Python 3.10 or later. @throws Error that says how to install one */
const findPython = () => {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    const { status } = spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
    if (status === 0) return name;
  }
  throw new Error(
    'the local AWS emulator requires Python 3.10 or later with venv: apt-get install python3-venv, brew install python, or see python.org',
  );
};

/** Runs a command with its output on our stderr. @throws Error with its stderr if it fails */
const run = (command, args) => {
  const { status, error, stderr } = spawnSync(command, args, { stdio: ['ignore', 2, 'pipe'], encoding: 'utf8' });
  process.stderr.write(stderr ?? '');
  if (status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed: ${error?.message ?? `status ${status}`}\n${stderr ?? ''}`);
};

/** Creates a virtual environment unless it exists with exactly these packages. */
export const createVenv = (directory, packages, purpose) => {
  const installed = join(directory, 'packages.txt');
  const required = packages.join('\n');
  // The interpreter is a link that leads nowhere once the system's Python was replaced.
  const isComplete = existsSync(installed) && existsSync(pythonOf(directory));
  if (isComplete && readFileSync(installed, 'utf8') === required) return;
  console.error(`Creating ${relative('.', directory)} for ${purpose} ...`);
  mkdirSync(directory, { recursive: true });
  run(findPython(), ['-m', 'venv', '--clear', directory]);
  run(pythonOf(directory), ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'on', '--quiet', ...packages]);
  writeFileSync(installed, required);
};

/** Creates the emulator's virtual environment, unless `QUIESCE_VENV` names an existing one. @throws Error if that one has no Python */
export const ensureVenv = () => {
  if (process.env.QUIESCE_VENV) {
    if (existsSync(pythonOf(venvDirectory()))) return;
    throw new Error(
      `QUIESCE_VENV names a directory without bin/python: ${venvDirectory()}. Unset it, so that npm start creates one, or create it: python3 -m venv ${venvDirectory()} && ${pythonOf(venvDirectory())} -m pip install ${packages.join(' ')}`,
    );
  }
  createVenv(venvDirectory(), packages, 'the local AWS emulator (once, about 20 s, 110 MB)');
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) ensureVenv();
