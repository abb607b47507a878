import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../infra/local/ports.ts';
import { sendTo } from './http-caller.ts';
import { eventually } from './poll.ts';
import { itWhen } from './skip.ts';

const program = 'prometheus-alertmanager';
const isInstalled = spawnSync(program, ['--version']).status === 0;

export const itWithAlertmanager = itWhen(isInstalled, `${program} is not installed: apt-get install ${program}`);

/** An alert as Prometheus would report it. */
export interface AlertReport {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** How Alertmanager says who it is: as bearer, or as user and password. */
interface Destination {
  readonly url: string;
  readonly token: string;
  readonly basic?: boolean;
}

/** As the monitor's own `setup` text says, but quick: each alert by itself and at once, a recovery within a second. */
const configuration = ({ url, token, basic = false }: Destination): string =>
  JSON.stringify({
    route: { receiver: 'quiesce', group_by: ['...'], group_wait: '0s', group_interval: '1s', repeat_interval: '1h' },
    receivers: [
      {
        name: 'quiesce',
        webhook_configs: [
          {
            url,
            send_resolved: true,
            max_alerts: 0,
            http_config: {
              follow_redirects: false,
              ...(basic ? { basic_auth: { username: 'alertmanager', password: token } } : { authorization: { credentials: token } }),
            },
          },
        ],
      },
    ],
  });

const begin = (directory: string, port: number): ChildProcess => {
  const log = openSync(join(directory, 'log'), 'a');
  const args = [
    `--config.file=${join(directory, 'alertmanager.yml')}`,
    `--storage.path=${join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    // No cluster: nothing but loopback is listened on.
    '--cluster.listen-address=',
  ];
  return spawn(program, args, { stdio: ['ignore', log, log] });
};

/** Whether it cannot run here: a file's tests are skipped then, and nothing is started for them. */
export const alertmanagerIsMissing = !isInstalled;

/** A real Alertmanager on a loopback port, with a directory of its own. */
export const startAlertmanager = async (destination: Destination) => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-alertmanager-'));
  // JSON is YAML.
  writeFileSync(join(directory, 'alertmanager.yml'), configuration(destination), { mode: 0o600 });
  const port = await freePort();
  const child = begin(directory, port);
  const url = `http://127.0.0.1:${port}`;

  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(directory, { recursive: true, force: true });
  };
  const ready = async (): Promise<void> => {
    const { status } = await sendTo(`${url}/-/ready`);
    if (status !== 200) throw new Error(`Alertmanager: ${status} ${readFileSync(join(directory, 'log'), 'utf8').slice(-500)}`);
  };
  try {
    await eventually(ready, { within: 30_000 });
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    stop,
    /** Reports an alert by its API, version 2. It resolves by itself at `endsAt`; one that is past resolves it now. */
    post: async (alert: AlertReport, endsAt: string): Promise<void> => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify([{ ...alert, endsAt }]);
      const answer = await sendTo(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
      if (answer.status !== 200) throw new Error(`Alertmanager refuses an alert: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
};

export type Alertmanager = Awaited<ReturnType<typeof startAlertmanager>>;
