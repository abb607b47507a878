import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process that outlives the one that starts it. A file holds its process id. */
export interface Background {
  readonly directory: string;
  readonly name: 'ministack' | 'front-door';
}

const pidFile = ({ directory, name }: Background) => join(directory, `${name}.pid`);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether the process is ours, by its command line: after a reboot another process may have its id. Without /proc it counts as ours, and so it
 * does without a command line, because a process that was started just now has none yet.
 */
const isOurs = (pid: number, name: string): boolean => {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  if (!existsSync(commandLine)) return false;
  const text = readFileSync(commandLine, 'utf8');
  return text === '' || text.includes(name === 'ministack' ? 'launcher.py' : name);
};

/** The process id, or undefined when the process does not run. */
export const runningPid = (what: Background): number | undefined => {
  const file = pidFile(what);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return pid > 0 && isAlive(pid) && isOurs(pid, what.name) ? pid : undefined;
};

/** Starts the process in its own session. Its output goes to `<name>.log`. */
export const startInBackground = (what: Background, command: string, args: readonly string[], env: Record<string, string>): void => {
  const log = openSync(join(what.directory, `${what.name}.log`), 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env });
  // Without a listener, a program that cannot be started would end this process before it says so.
  child.once('error', () => undefined);
  if (!child.pid) throw new Error(`'${command}' did not start: is it installed?`);
  writeFileSync(pidFile(what), String(child.pid));
  child.unref();
};

/**
 * Sends SIGKILL to the process group that `startInBackground` created: the process and the workers that it started, and no other. It does nothing if
 * none of them runs any more.
 */
const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/**
 * Sends SIGTERM and waits until the process has ended, because it may write its state first. A process that is too busy to end in time is
 * killed, so that its port is free for the next start. Workers that it has left behind are killed in either case, because the emulator does not
 * end all of its own.
 * @returns whether the process had to be killed
 */
export const stopInBackground = async (what: Background, seconds = 15): Promise<boolean> => {
  const pid = runningPid(what);
  if (pid === undefined) {
    rmSync(pidFile(what), { force: true });
    return false;
  }
  const hasEnded = async () => !isAlive(pid);
  const ending = { seconds, what: `${what.name} (process ${pid}) to stop` };
  process.kill(pid, 'SIGTERM');
  const killed = await until(hasEnded, ending).then(
    () => false,
    () => true,
  );
  killGroup(pid);
  if (killed) await until(hasEnded, { ...ending, seconds: 15 });
  rmSync(pidFile(what), { force: true });
  return killed;
};

/** Sends SIGKILL to the process and the workers that it started, and waits until it has ended. */
export const killInBackground = async (what: Background): Promise<void> => {
  const pid = runningPid(what);
  if (pid === undefined) return;
  killGroup(pid);
  await until(async () => !isAlive(pid), { seconds: 15, what: `${what.name} (process ${pid}) to die` });
  rmSync(pidFile(what), { force: true });
};

/** Polls until the condition holds. @throws Error at the deadline */
export const until = async (
  condition: () => Promise<boolean>,
  { seconds, what }: { readonly seconds: number; readonly what: string },
): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`timed out after ${seconds} s waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
