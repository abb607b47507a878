import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import type { AlertSource, DemoAlert, Destination } from './alert-source.ts';
import { eventually, StoryFailed } from './narrator.ts';

/** The Debian package's name, and everybody else's. */
const names = ['prometheus-alertmanager', 'alertmanager'];

/** The program, where there is one. */
export const findAlertmanager = (): string | undefined => names.find((name) => spawnSync(name, ['--version']).status === 0);

/** As the monitor's own `setup` text says, but quicker: each alert at once, and its recovery within a second. */
const configuration = ({ local, monitor }: Destination): string => `route:
  receiver: quiesce
  group_by: ['...']
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: quiesce
    webhook_configs:
      - url: ${local.apiUrl}/v1/monitors/${monitor.id}/alerts
        send_resolved: true
        max_alerts: 0
        http_config:
          follow_redirects: false
          authorization:
            credentials: ${monitor.token}
`;

const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

const begin = (program: string, directory: string, port: number): ChildProcess => {
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

/** Starts a real Alertmanager on a loopback port for as long as the story takes. */
export const realAlertmanager = async (program: string, destination: Destination): Promise<AlertSource> => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-alertmanager-'));
  writeFileSync(join(directory, 'alertmanager.yml'), configuration(destination), { mode: 0o600 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = begin(program, directory, port);

  const stop = async (): Promise<void> => {
    await stopProcess(child);
    rmSync(directory, { recursive: true, force: true });
  };

  const isReady = async (): Promise<true | undefined> => {
    if (child.exitCode !== null)
      throw new StoryFailed(`Alertmanager ended at once: ${readFileSync(join(directory, 'log'), 'utf8').slice(-500)}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  };

  const post = async ({ labels, summary, startsAt }: DemoAlert, endsAt?: string): Promise<void> => {
    const alert = { labels, annotations: { summary }, startsAt, ...(endsAt === undefined ? {} : { endsAt }) };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify([alert]) });
    if (!answer.ok) throw new StoryFailed(`Alertmanager refuses an alert: ${answer.status} ${await answer.text()}`);
  };

  try {
    await eventually({ what: 'Alertmanager to be ready', seconds: 15, look: `${program} --version` }, isReady);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    describe: [`a real Alertmanager runs at ${url} for as long as the story takes; its webhook is the monitor's address`],
    fire: (alert) => post(alert),
    resolve: (alert) => post(alert, new Date().toISOString()),
    stop,
  };
};
