import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './directory.ts';
import { loadEstate } from './estate.ts';
import type { HandOut } from './hand-out.ts';
import type { AlertSource, Destination } from './story/alert-source.ts';
import { account, agree, endOfWindow, workInside } from './story/chapters.ts';
import { ensureMonitor } from './story/monitor.ts';
import { explain, tell } from './story/narrator.ts';
import { openPager } from './story/pager.ts';
import { findAlertmanager, realAlertmanager } from './story/real-alertmanager.ts';
import { recordedAlertmanager } from './story/recorded-alertmanager.ts';
import type { Scene } from './story/scene.ts';

const openAlerts = async (destination: Destination): Promise<AlertSource> => {
  const program = findAlertmanager();
  return program ? realAlertmanager(program, destination) : recordedAlertmanager(destination);
};

const play = async (scene: Scene): Promise<string> => {
  const work = await agree(scene);
  const { lag, disk } = await workInside(scene, work);
  await endOfWindow(scene, work);
  await account(scene, work, [lag, disk]);
  return work.number;
};

/** Opens what the story needs, plays it, and closes all of it again whatever happens. */
const stage = async (local: HandOut): Promise<string> => {
  const pager = await openPager();
  try {
    tell(`a pager listens at ${pager.url}: it stands for who is on call`);
    const monitor = await ensureMonitor(local, pager.url);
    pager.trust(monitor.secret);
    const alerts = await openAlerts({ local, monitor });
    tell(`monitor "Demo Alertmanager" sends to ${local.apiUrl}/v1/monitors/${monitor.id}/alerts`);
    for (const line of alerts.describe) explain(line);
    try {
      return await play({ local, pager, monitor, alerts, telling: new Date().toISOString() });
    } finally {
      await alerts.stop();
    }
  } finally {
    pager.close();
  }
};

/** What is kept of the last telling. `npm run reset` forgets it with the data. */
const told = join(directory, 'story.json');

/**
 * The demo estate, and what Quiesce does with it: told in full the first time, and when `again` asks for it; else in a sentence.
 * @throws StoryFailed when a step does not happen in its time
 */
export const tellStory = async (local: HandOut, again: boolean): Promise<void> => {
  const { made, found } = await loadEstate(local);
  tell(
    made === 0
      ? `the demo web shop is there: ${found} items`
      : `the demo web shop is loaded through the API: ${made} items made, ${found} found`,
  );
  explain(
    `services orders and catalog, two databases, load balancer, certificate, servers, desktops. Look: GET ${local.apiUrl}/v1/configuration-items`,
  );
  if (existsSync(told) && !again) {
    const { change } = JSON.parse(readFileSync(told, 'utf8')) as { readonly change: string };
    tell(`the story was told: GET ${local.apiUrl}/v1/changes/${change}/events has it. To see it again: npm start -- --story`);
    return;
  }
  const change = await stage(local);
  writeFileSync(told, JSON.stringify({ change, toldAt: new Date().toISOString() }));
};
