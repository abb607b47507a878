import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Background, killInBackground, runningPid, startInBackground, stopInBackground } from '../../infra/local/background.ts';
import { eventually } from '../support/poll.ts';

const scene = { directory: '' };

beforeAll(() => {
  scene.directory = mkdtempSync(join(tmpdir(), 'quiesce-background-'));
});
afterAll(() => rmSync(scene.directory, { recursive: true, force: true }));

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const commandLine = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

/** Starts a program in its place, and waits until it has written its own process id and that of its worker. */
const started = async (source: string) => {
  const program = join(scene.directory, 'front-door.mjs');
  const pids = join(scene.directory, 'pids');
  rmSync(pids, { force: true });
  writeFileSync(program, source);
  const what: Background = { directory: scene.directory, name: 'front-door' };
  startInBackground(what, process.execPath, [program, pids], {});
  const written = await eventually(() => JSON.parse(readFileSync(pids, 'utf8')) as number[]);
  return { what, pids: written };
};

const busy = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => undefined);
const worker = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)']);
writeFileSync(process.argv[2], JSON.stringify([process.pid, worker.pid]));
setInterval(() => undefined, 1000);
`;

const polite = `
import { writeFileSync } from 'node:fs';
writeFileSync(process.argv[2], JSON.stringify([process.pid]));
setInterval(() => undefined, 1000);
`;

it('a process that is too busy to stop is killed together with the workers that it started', async () => {
  const { what, pids } = await started(busy);

  const killed = await stopInBackground(what, 0.2);

  expect(killed).toBe(true);
  await eventually(() => expect(pids.map(exists)).toEqual([false, false]));
  expect(runningPid(what)).toBeUndefined();
});

const forgetful = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const worker = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
process.on('SIGTERM', () => process.exit(0));
writeFileSync(process.argv[2], JSON.stringify([process.pid, worker.pid]));
setInterval(() => undefined, 1000);
`;

it('a process that is killed gets no time to end, and its workers die with it', async () => {
  const { what, pids } = await started(busy);

  await killInBackground(what);

  await eventually(() => expect(pids.map(exists)).toEqual([false, false]));
  expect(runningPid(what)).toBeUndefined();
});

it('a worker that a process leaves behind when it stops in time is killed', async () => {
  const { what, pids } = await started(forgetful);
  expect(pids.map(exists)).toEqual([true, true]);

  expect(await stopInBackground(what)).toBe(false);

  await eventually(() => expect(pids.map(exists)).toEqual([false, false]));
});

it('a process that stops in time is not killed, and stopping it again does nothing', async () => {
  const { what, pids } = await started(polite);

  expect(await stopInBackground(what)).toBe(false);

  expect(pids.map(exists)).toEqual([false]);
  expect(await stopInBackground(what)).toBe(false);
});

it('a process without a command line counts as ours, because one that was started just now has none yet', async () => {
  // The shell becomes `sleep`, which never asks for the end of its child. So the child stays, without a command line.
  // It ends when its pipe is closed, and that is after the shell has become `sleep`: a shell may ask for its end.
  const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60 3<&-'], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const [line] = await once(parent.stdout as Readable, 'data');
  const pid = Number(String(line));
  await eventually(() => expect(commandLine(Number(parent.pid))).toMatch(/^sleep\b/));
  expect(commandLine(pid)).toContain('cat');
  (parent.stdio[3] as Writable).end();
  await eventually(() => expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z '));
  expect(commandLine(pid)).toBe('');
  writeFileSync(join(scene.directory, 'ministack.pid'), String(pid));

  expect(runningPid({ directory: scene.directory, name: 'ministack' })).toBe(pid);
  writeFileSync(join(scene.directory, 'ministack.pid'), String(process.pid));
  expect(runningPid({ directory: scene.directory, name: 'ministack' })).toBeUndefined();
  parent.kill();
});
