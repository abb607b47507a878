import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { freePort } from '../../infra/local/ports.ts';
import { runCommand } from '../support/commands.ts';

/** What a test has started or created, for the clean-up. Each test has its own directory, because the slow ones run at the same time. */
const created = { processes: [] as ChildProcess[], servers: [] as Server[], directories: [] as string[] };

afterAll(() => {
  for (const process of created.processes) process.kill('SIGKILL');
  for (const server of created.servers) server.close();
  for (const directory of created.directories) rmSync(directory, { recursive: true, force: true });
});

/** A directory that stands in for `.quiesce`. */
const emptyDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-commands-'));
  created.directories.push(directory);
  return directory;
};

/** Runs a script of package.json on the stack of a directory, as `npm run <name> -- <args>` does. */
const npmRun = (directory: string, name: string, ...args: string[]) => {
  const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
  const [, program = ''] = /^node (\S+)$/.exec(scripts[name] ?? '') ?? [];
  const env = { PATH: process.env.PATH ?? '', QUIESCE_DIRECTORY: directory, QUIESCE_VENV: join(directory, 'venv') };
  return runCommand(process.execPath, [resolve(program.replace('start.mjs', 'start.ts')), ...args], { env });
};

/** A directory with what a start and a deployment leave behind. */
const stackOn = (emulator: number): string => {
  const directory = emptyDirectory();
  for (const name of ['state', 's3', 'tmp', 'venv', 'venv/bin']) mkdirSync(join(directory, name));
  const files = {
    'ports.json': { emulator, frontDoor: emulator },
    'local.json': { awsEndpoint: `http://127.0.0.1:${emulator}` },
    'outputs.json': { 'quiesce-local-service': { UserPoolId: 'pool', UserPoolClientId: 'client' } },
    'state/table.json': {},
    'venv/bin/python': {},
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), JSON.stringify(content));
  return directory;
};

/** A process that listens on the port and ignores SIGTERM. Its id is the one that the emulator had, and its program's name tells whether it is ours. */
const startBusy = async (directory: string, name: string, port: number): Promise<ChildProcess> => {
  const program = join(directory, name);
  writeFileSync(
    program,
    `process.on('SIGTERM', () => undefined); require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('listening'));`,
  );
  const child = spawn(process.execPath, ['--input-type=commonjs', '-e', `require(${JSON.stringify(program)})`, '--', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  created.processes.push(child);
  await once(child.stdout ?? child, 'data');
  writeFileSync(join(directory, 'ministack.pid'), String(child.pid));
  return child;
};

const listen = async (port = 0): Promise<number> => {
  const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'));
  created.servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

it.concurrent('npm run reset stops an emulator that is too busy to stop, frees its port and deletes its data, but not ports and packages', async () => {
  const emulator = await freePort();
  const directory = stackOn(emulator);
  const busy = await startBusy(directory, 'launcher.py', emulator);
  const ended = once(busy, 'exit');

  const { status, stdout } = await npmRun(directory, 'reset');

  expect([status, stdout]).toEqual([0, 'All data is deleted. `npm start` begins with an empty stack.\n']);
  expect(await ended).toEqual([null, 'SIGKILL']);
  await expect(listen(emulator)).resolves.toBe(emulator);
  expect(readdirSync(directory).sort()).toEqual(['launcher.py', 'ports.json', 'venv']);
});

it.concurrent('npm stop says that a busy emulator was killed, and keeps the data', async () => {
  const emulator = await freePort();
  const directory = stackOn(emulator);
  await startBusy(directory, 'launcher.py', emulator);

  const { status, stdout } = await npmRun(directory, 'stop');

  expect(status).toBe(0);
  expect(stdout).toContain('was too busy to stop and was killed: the last ten seconds of its data may be lost');
  expect(stdout).toContain('`npm start` continues with it, `npm run reset` deletes it');
  expect(existsSync(join(directory, 'state/table.json'))).toBe(true);
});

it('npm run reset leaves a process alone that only has the id of an emulator of the past', async () => {
  const port = await freePort();
  const directory = stackOn(port);
  const foreign = await startBusy(directory, 'somebody-else.cjs', port);

  const { status } = await npmRun(directory, 'reset');

  expect([status, foreign.exitCode, foreign.signalCode]).toEqual([0, null, null]);
  expect(existsSync(join(directory, 'state'))).toBe(false);
});

it('npm start says which port another process uses, and how to choose others', async () => {
  const emulator = await listen();
  const directory = stackOn(emulator);

  const { status, stderr } = await npmRun(directory, 'start');

  expect(status).toBe(1);
  expect(stderr).toContain(`npm start failed: port ${emulator}, which this stack chose at its first start, is used by another process.`);
  expect(stderr).toContain(`'lsof -i :${emulator}' shows it`);
  expect(stderr).toContain(`run 'npm run reset', delete ${join(directory, 'ports.json')}, and run 'npm start'`);
});

it('npm start shows the last line of the log of an emulator that ends at once', async () => {
  const directory = stackOn(await freePort());
  writeFileSync(join(directory, 'venv/bin/python'), '#!/bin/sh\necho "No module named ministack"\n');
  chmodSync(join(directory, 'venv/bin/python'), 0o755);

  const { status, stderr } = await npmRun(directory, 'start');

  expect(status).toBe(1);
  expect(stderr).toContain(`stopped right after its start (No module named ministack): see ${join(directory, 'ministack.log')}`);
});

it('npm run demo:drift says that no stack was started', async () => {
  const { status, stdout, stderr } = await npmRun(emptyDirectory(), 'demo:drift');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('no local stack was started in this directory: run npm start\n');
});

it('npm run token says that no stack was started', async () => {
  const { status, stdout, stderr } = await npmRun(emptyDirectory(), 'token', 'viewer');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('no local stack was started in this directory: run npm start\n');
});

it('npm run token says that the stack does not run', async () => {
  const directory = stackOn(await freePort());

  const { status, stdout, stderr } = await npmRun(directory, 'token', 'viewer');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain("the local stack did not sign 'viewer' in: does it run? npm start starts it.");
});

it.each([['no role'], ['an unknown role', 'boss'], ['the role of monitors', 'monitor']])(
  'npm run token with %s lists the roles',
  async (_, ...role) => {
    const { status, stdout, stderr } = await npmRun(emptyDirectory(), 'token', ...role);

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^usage: npm run -s token -- <role>\. The roles are: .*viewer.*admin/);
    expect(stderr).not.toContain('monitor');
  },
);

it('npm run redrive says that no stack was started', async () => {
  const { status, stderr } = await npmRun(emptyDirectory(), 'redrive');

  expect(status).toBe(1);
  expect(stderr).toContain('no local stack was started in this directory: run npm start, or name another stage with --stage');
});
