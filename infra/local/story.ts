import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAlertmanager } from './alertmanager.ts';
import { directory } from './directory.ts';
import { showDrift } from './drift.ts';
import { loadEstate } from './estate.ts';
import type { HandOut } from './hand-out.ts';
import { loadHistory } from './history.ts';
import { loadOffice } from './office.ts';
import { openPager } from './pager.ts';
import type { AlertSource, Destination } from './story/alert-source.ts';
import { alertsInWindow, closeAndCount, endOfWindow, scheduleWork } from './story/chapters.ts';
import { ensureMonitor } from './story/monitor.ts';
import { explain, tell } from './story/narrator.ts';
import { realAlertmanager } from './story/real-alertmanager.ts';
import { recordedAlertmanager } from './story/recorded-alertmanager.ts';
import type { Scene } from './story/scene.ts';

const openAlertSource = async (destination: Destination): Promise<AlertSource> => {
  const program = findAlertmanager();
  return program ? realAlertmanager(program, destination) : recordedAlertmanager(destination);
};

const play = async (scene: Scene): Promise<string> => {
  const work = await scheduleWork(scene);
  const { lag, disk } = await alertsInWindow(scene, work);
  await endOfWindow(scene, work);
  await closeAndCount(scene, work, [lag, disk]);
  return work.number;
};

/** Opens the pager and the source of alerts, plays the demo, and closes both even if it fails. @returns the number of the change */
const playDemo = async (local: HandOut): Promise<string> => {
  const pager = await openPager();
  try {
    tell(`a demo pager listens at ${pager.url} in place of a real one`);
    const monitor = await ensureMonitor(local, pager.url);
    pager.trust(monitor.secret);
    const alerts = await openAlertSource({ local, monitor });
    tell(`monitor "Demo Alertmanager" sends to ${local.apiUrl}/v1/monitors/${monitor.id}/alerts`);
    for (const line of alerts.describe) explain(line);
    try {
      return await play({ local, pager, monitor, alerts, run: new Date().toISOString() });
    } finally {
      await alerts.stop();
    }
  } finally {
    pager.close();
  }
};

/** The change of the last run of the demo. `npm run reset` deletes it with the data. */
const storyFile = join(directory, 'story.json');

/**
 * Loads the demo estate and plays the demo, the first time or with `again`. Otherwise it says in a sentence where the last run can be seen.
 * @throws StoryFailed when a step does not happen in time
 */
export const tellStory = async (local: HandOut, again: boolean): Promise<void> => {
  const { created, found } = await loadEstate(local);
  const [office, isNew] = await Promise.all([loadOffice(local), loadHistory(local)]);
  tell(
    created === 0
      ? `the demo web shop is already registered: ${found} items`
      : `the demo web shop is loaded through the API: ${created} items created, ${found} found`,
  );
  explain(
    `services orders and catalog, two databases, a load balancer, a certificate that expires in 20 days, two servers of which one is enough, desktops. See: GET ${local.apiUrl}/v1/configuration-items`,
  );
  explain(
    `${office === 0 ? 'the office is registered already' : `and an office of ${office} assets`}: laptops with their value and holders, phones, a subscription, a pool. See: GET ${local.apiUrl}/v1/assets`,
  );
  explain(
    `${isNew ? 'imported' : 'imported already'}: what was promised for the services, and the changes and outages of a year. See: GET ${local.apiUrl}/v1/services/hostname=orders/availability`,
  );
  await showDrift(local);
  explain(
    `AWS Config has seen that somebody resized catalog-batch-1 without a change. See: GET ${local.apiUrl}/v1/unauthorized-changes?item=hostname=catalog-batch-1`,
  );
  if (existsSync(storyFile) && !again) {
    const { change } = JSON.parse(readFileSync(storyFile, 'utf8')) as { readonly change: string };
    tell(`the demo has already run, see: GET ${local.apiUrl}/v1/changes/${change}/events. To run it again: npm start -- --story`);
    return;
  }
  const change = await playDemo(local);
  writeFileSync(storyFile, JSON.stringify({ change, playedAt: new Date().toISOString() }));
};
