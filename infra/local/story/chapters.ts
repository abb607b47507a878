import { approveByLink, mailTo } from './approval.ts';
import { clockTime, eventually, explain, StoryFailed, tell, untilTime } from './narrator.ts';
import { closeWork, type PlannedWork, requestWork, startWork, suppressedUntil, tallyOf, untilStatus } from './planned-work.ts';
import { alertNow, pageOf, pagesOf, pagesOfRun, type Scene, untilState } from './scene.ts';

/** The length of the window: enough for three alerts. */
const lengthSeconds = 15;
/** The time between the request and the window. The second is for slow machines, where the approval did not arrive in the first. */
const leadTimes = [12, 45] as const;

/** Requests a change, approves it by the mailed link, and waits until it is scheduled. */
const scheduleWithin = async ({ local }: Scene, leadSeconds: number): Promise<PlannedWork> => {
  const work = await requestWork(local, { leadSeconds, lengthSeconds });
  const { number, start, end } = work;
  tell(`change-requester requests ${number}: upgrade orders-db-1, from ${clockTime(start)} to ${clockTime(end)} UTC`);
  try {
    await untilStatus(local, work, 'awaiting-approval');
    await approveByLink(local, number);
    await untilStatus(local, work, 'scheduled');
  } catch (error) {
    // A change that is not approved before its window begins has lapsed: no answer counts as a rejection.
    throw Date.now() < Date.parse(start) ? error : new TooLate(`${number} was not approved before its window began`);
  }
  tell(`${number} is scheduled. See: GET ${local.apiUrl}/v1/changes/${number}`);
  return work;
};

class TooLate extends StoryFailed {}

/** Schedules the change of the demo. If the machine was too slow to approve it in time, a second change gets more time. */
export const scheduleWork = async (scene: Scene): Promise<PlannedWork> => {
  try {
    return await scheduleWithin(scene, leadTimes[0]);
  } catch (error) {
    if (!(error instanceof TooLate)) throw error;
    tell(`${error.message}: requesting another change, with ${leadTimes[1]} s for the approval`);
    return scheduleWithin(scene, leadTimes[1]);
  }
};

/** Fires three alerts in the window. Two of the database are held and one of them recovers; the third, of another service, is sent. */
export const alertsInWindow = async (
  scene: Scene,
  work: PlannedWork,
): Promise<{ readonly lag: () => Promise<void>; readonly disk: () => Promise<void> }> => {
  const { local, alerts } = scene;
  await untilTime('the window to begin', work.start);
  const see = `GET ${local.apiUrl}/v1/suppression?alias=hostname=orders-db-1 and /v1/windows`;
  const until = await eventually({ what: 'alerts of orders-db-1 to be suppressed', seconds: 10, see }, () => suppressedUntil(local));
  await startWork(local, work);
  tell(`the window began by the clock: alerts of orders-db-1 are suppressed until ${clockTime(until)}, without any action by a person`);

  const down = alertNow(scene, 'DatabaseDown', 'orders-db-1:9187', 'orders-db-1 does not answer');
  const lag = alertNow(scene, 'ReplicationLag', 'orders-db-1:9187', 'orders-db-2 is behind orders-db-1');
  const disk = alertNow(scene, 'DiskFilling', 'catalog-server-1:9100', 'catalog-server-1 has 5 % of its disk left');
  await Promise.all([down, lag, disk].map((alert) => alerts.fire(alert)));
  tell('three alerts fire: DatabaseDown and ReplicationLag of orders-db-1, DiskFilling of catalog-server-1');

  const forwarded = await pageOf(scene, 'DiskFilling', 'alert.firing');
  tell(
    `PAGER  "${forwarded.data.annotations.summary}": a server of another service, not in this window, so sent at once (signature verified)`,
  );
  await Promise.all(['DatabaseDown', 'ReplicationLag'].map((name) => untilState(scene, name, 'held')));
  tell(`held: DatabaseDown, ReplicationLag. See: GET ${local.apiUrl}/v1/episodes?state=held`);

  await alerts.resolve(down);
  await untilState(scene, 'DatabaseDown', 'absorbed');
  tell('the database is back: DatabaseDown recovered inside the window, so it is never sent');
  if (pagesOfRun(scene).some(({ data }) => data.labels.instance === 'orders-db-1:9187'))
    throw new StoryFailed(`the pager got an alert of orders-db-1 inside its window. See: GET ${local.apiUrl}/v1/episodes`);
  return { lag: () => alerts.resolve(lag), disk: () => alerts.resolve(disk) };
};

/** An alert that still fires after the window's end and the grace period is sent once, with its start and the reason. */
export const endOfWindow = async (scene: Scene, { end, number }: PlannedWork): Promise<void> => {
  const { monitor } = scene;
  await untilTime('the window to end', end);
  tell(`the window ended by the clock. Recoveries may still arrive for ${monitor.graceSeconds} s (the monitor's grace period)`);
  const late = await pageOf(scene, 'ReplicationLag', 'alert.firing');
  const after = (late.at - Date.parse(end)) / 1000;
  if (after < monitor.graceSeconds)
    throw new StoryFailed(`ReplicationLag was sent ${after.toFixed(1)} s after the window's end, before the grace period was over`);
  tell(`PAGER  "${late.data.annotations.summary}": it still fires, so it is sent ${after.toFixed(1)} s after the window's end`);
  explain(`reason: ${late.data.reason ?? '(none)'}; firing since ${clockTime(late.data.startsAt)}`);
  if (!late.data.reason?.includes(number)) throw new StoryFailed(`the page does not name ${number} as the reason for the wait`);
  if (pagesOf(scene, 'DatabaseDown', 'alert.firing').length > 0) throw new StoryFailed('the pager got DatabaseDown, which had recovered');
};

/** Sends the recoveries, closes the change, and checks the tally and the mail to the requester. */
export const closeAndCount = async (scene: Scene, work: PlannedWork, recover: readonly (() => Promise<void>)[]): Promise<void> => {
  const { local } = scene;
  await Promise.all(recover.map((each) => each()));
  await Promise.all(['ReplicationLag', 'DiskFilling'].map((name) => pageOf(scene, name, 'alert.resolved')));
  tell('PAGER  both recoveries: an alert that was sent also gets its recovery');
  await closeWork(local, work);
  tell(`${work.number} is finished with issues, reviewed by the change manager, and closed`);

  const { quiet: suppressed, absorbed, released, held } = await tallyOf(local, work);
  tell(
    `the tally of ${work.number}: ${suppressed} alerts suppressed, of which ${absorbed} absorbed (recovered in time) and ${released} released after the end`,
  );
  explain(`See: GET ${local.apiUrl}/v1/changes/${work.number}/alerts`);
  if (suppressed !== 2 || absorbed !== 1 || released !== 1 || held !== 0)
    throw new StoryFailed('expected 2 suppressed, 1 absorbed, 1 released and none held');
  const mail = await mailTo(local, local.people['change-requester'].email, new RegExp(`^Window ended: ${work.number}\\b`));
  tell(`${mail.to} got a mail: "${mail.subject}"`);
  for (const line of mail.text.split('\n').filter((each) => /^Alerts /.test(each))) explain(line);
};
