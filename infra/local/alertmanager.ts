import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './background.ts';
import { freePort } from './ports.ts';

/** The name of the program in the Debian package, and elsewhere. */
const programs = ['prometheus-alertmanager', 'alertmanager'];

/** The installed program, or undefined. */
export const findAlertmanager = (): string | undefined => programs.find((name) => spawnSync(name, ['--version']).status === 0);

/** An alert as Prometheus reports it. */
export interface AlertReport {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The address and token of the monitor that gets the alerts. */
export interface MonitorAddress {
  readonly url: string;
  readonly token: string;
  /** Whether the token is sent as a password (basic authentication). @default false: as a bearer token */
  readonly basic?: boolean;
}

export interface Alertmanager {
  readonly url: string;
  /** Reports an alert by the API, version 2. The alert resolves at `endsAt`, at once if that is past, or after Alertmanager's own timeout. */
  post(alert: AlertReport, endsAt?: string): Promise<void>;
  stop(): Promise<void>;
}

/** The configuration of the monitor's `setup` text, but faster: each alert is sent by itself and at once, a recovery within a second. */
const configuration = ({ url, token, basic = false }: MonitorAddress): string => {
  const authentication = basic ? { basic_auth: { username: 'alertmanager', password: token } } : { authorization: { credentials: token } };
  const webhook = { url, send_resolved: true, max_alerts: 0, http_config: { follow_redirects: false, ...authentication } };
  // Alertmanager reads YAML, and JSON is YAML.
  return JSON.stringify({
    route: { receiver: 'quiesce', group_by: ['...'], group_wait: '0s', group_interval: '1s', repeat_interval: '1h' },
    receivers: [{ name: 'quiesce', webhook_configs: [webhook] }],
  });
};

const spawnProgram = (program: string, directory: string, port: number): ChildProcess => {
  const log = openSync(join(directory, 'log'), 'a');
  const args = [
    `--config.file=${join(directory, 'alertmanager.yml')}`,
    `--storage.path=${join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    // Without a cluster it listens on loopback only.
    '--cluster.listen-address=',
  ];
  return spawn(program, args, { stdio: ['ignore', log, log] });
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
};

/** Starts a real Alertmanager on a loopback port, with its own temporary directory, and waits until it is ready. */
export const startAlertmanager = async (program: string, monitor: MonitorAddress): Promise<Alertmanager> => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-alertmanager-'));
  writeFileSync(join(directory, 'alertmanager.yml'), configuration(monitor), { mode: 0o600 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawnProgram(program, directory, port);

  const stop = async (): Promise<void> => {
    await stopProcess(child);
    rmSync(directory, { recursive: true, force: true });
  };
  const isReady = async (): Promise<boolean> => {
    if (hasEnded(child)) throw new Error(`Alertmanager stopped: ${readFileSync(join(directory, 'log'), 'utf8').slice(-500)}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    return answer?.ok ?? false;
  };
  try {
    await until(isReady, { seconds: 30, what: `Alertmanager at ${url} to be ready` });
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    url,
    stop,
    post: async (alert, endsAt) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify([{ ...alert, endsAt }]) });
      if (!answer.ok) throw new Error(`Alertmanager refused an alert: ${answer.status} ${await answer.text()}`);
    },
  };
};
