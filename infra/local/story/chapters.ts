import { approveByLink, mailTo } from './approval.ts';
import { clockTime, eventually, explain, StoryFailed, tell, untilTime } from './narrator.ts';
import { askForWork, closeWork, type PlannedWork, quietUntil, startWork, tallyOf, untilStatus } from './planned-work.ts';
import { alertNow, pageOf, pagesOf, type Scene, untilState } from './scene.ts';

/** Enough for three alerts inside. */
const lengthSeconds = 15;
/** How long before its window the change is asked for: enough for the approval, and more where a machine proves too slow for that. */
const leads = [12, 45] as const;

/** A change is asked for, approved by the mailed link, and scheduled. */
const agreeWithin = async ({ local }: Scene, leadSeconds: number): Promise<PlannedWork> => {
  const work = await askForWork(local, { leadSeconds, lengthSeconds });
  const { number, start, end } = work;
  tell(`change-requester asks for ${number}: upgrade orders-db-1, from ${clockTime(start)} to ${clockTime(end)} UTC`);
  try {
    await untilStatus(local, work, 'awaiting-approval');
    await approveByLink(local, number);
    await untilStatus(local, work, 'scheduled');
  } catch (error) {
    // Nobody may agree to what has begun: silence until then is a refusal.
    throw Date.now() < Date.parse(start) ? error : new TooLate(`${number} was not approved before its window began`);
  }
  tell(`${number} is scheduled. Look: GET ${local.apiUrl}/v1/changes/${number}`);
  return work;
};

class TooLate extends StoryFailed {}

/** The same, and once more with more time where the machine was too slow for the first. */
export const agree = async (scene: Scene): Promise<PlannedWork> => {
  try {
    return await agreeWithin(scene, leads[0]);
  } catch (error) {
    if (!(error instanceof TooLate)) throw error;
    tell(`${error.message}: asking again, with ${leads[1]} s for the approval`);
    return agreeWithin(scene, leads[1]);
  }
};

/** Two alerts of the database are held, one of another service passes, one recovers and is never heard of. */
export const workInside = async (
  scene: Scene,
  work: PlannedWork,
): Promise<{ readonly lag: () => Promise<void>; readonly disk: () => Promise<void> }> => {
  const { local, alerts, pager } = scene;
  await untilTime('the window to begin', work.start);
  const look = `GET ${local.apiUrl}/v1/suppression?alias=hostname=orders-db-1 and /v1/windows`;
  const until = await eventually({ what: 'orders-db-1 to be quiet', seconds: 10, look }, () => quietUntil(local));
  await startWork(local, work);
  tell(`the window began by the clock: orders-db-1 is quiet until ${clockTime(until)}, nobody had to switch anything`);

  const down = alertNow(scene, 'DatabaseDown', 'orders-db-1:9187', 'orders-db-1 does not answer');
  const lag = alertNow(scene, 'ReplicationLag', 'orders-db-1:9187', 'orders-db-2 is behind orders-db-1');
  const disk = alertNow(scene, 'DiskFilling', 'catalog-server-1:9100', 'catalog-server-1 has 5 % of its disk left');
  await Promise.all([down, lag, disk].map((alert) => alerts.fire(alert)));
  tell('three alerts fire: DatabaseDown and ReplicationLag of orders-db-1, DiskFilling of catalog-server-1');

  const passed = await pageOf(scene, 'DiskFilling', 'alert.firing');
  tell(`PAGER  "${passed.data.annotations.summary}": another service's server, not in this window, out at once (signature verified)`);
  await Promise.all(['DatabaseDown', 'ReplicationLag'].map((name) => untilState(scene, name, 'held')));
  tell(`held: DatabaseDown, ReplicationLag. Look: GET ${local.apiUrl}/v1/episodes?state=held`);

  await alerts.resolve(down);
  await untilState(scene, 'DatabaseDown', 'absorbed');
  tell('the database is back: DatabaseDown recovered inside the window, so nobody hears of it');
  if (pager.pages.some(({ data }) => data.labels.instance === 'orders-db-1:9187' && data.labels.telling === scene.telling))
    throw new StoryFailed(`the pager rang for orders-db-1 inside its window. Look at: GET ${local.apiUrl}/v1/episodes`);
  return { lag: () => alerts.resolve(lag), disk: () => alerts.resolve(disk) };
};

/** What still fires at the end and the grace goes out, once, with its start and the reason. */
export const endOfWindow = async (scene: Scene, { end, number }: PlannedWork): Promise<void> => {
  const { monitor } = scene;
  await untilTime('the window to end', end);
  tell(`the window ended by the clock. A recovery may still come in for ${monitor.graceSeconds} s (the monitor's grace)`);
  const late = await pageOf(scene, 'ReplicationLag', 'alert.firing');
  const after = (late.at - Date.parse(end)) / 1000;
  if (after < monitor.graceSeconds)
    throw new StoryFailed(`ReplicationLag went out ${after.toFixed(1)} s after the end, before its grace was over`);
  tell(`PAGER  "${late.data.annotations.summary}": it still fires, ${after.toFixed(1)} s after the end`);
  explain(`reason: ${late.data.reason ?? '(none)'}; firing since ${clockTime(late.data.startsAt)}`);
  if (!late.data.reason?.includes(number)) throw new StoryFailed(`the page does not say that it waited for ${number}`);
  if (pagesOf(scene, 'DatabaseDown', 'alert.firing').length > 0)
    throw new StoryFailed('the pager rang for DatabaseDown, which had recovered');
};

/** What was announced is also recovered from; the account adds up; people are told. */
export const account = async (scene: Scene, work: PlannedWork, recover: readonly (() => Promise<void>)[]): Promise<void> => {
  const { local } = scene;
  await Promise.all(recover.map((each) => each()));
  await Promise.all(['ReplicationLag', 'DiskFilling'].map((name) => pageOf(scene, name, 'alert.resolved')));
  tell('PAGER  both recoveries: what was announced is also taken back');
  await closeWork(local, work);
  tell(`${work.number} is finished with issues, reviewed by the change manager, and closed`);

  const { quiet, absorbed, released, held } = await tallyOf(local, work);
  tell(`the account of ${work.number}: ${quiet} alerts were quiet, ${absorbed} recovered quietly, ${released} went out after the end`);
  explain(`Look: GET ${local.apiUrl}/v1/changes/${work.number}/alerts`);
  if (quiet !== 2 || absorbed !== 1 || released !== 1 || held !== 0) throw new StoryFailed('these should be 2, 1 and 1, and none held');
  const mail = await mailTo(local, local.people['change-requester'].email, new RegExp(`^Window ended: ${work.number}\\b`));
  tell(`${mail.to} got a mail: "${mail.subject}"`);
  for (const line of mail.text.split('\n').filter((each) => /^Alerts /.test(each))) explain(line);
};
