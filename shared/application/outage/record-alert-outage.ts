import type { Episode, EpisodeRepository } from '../../domain/episode/episode.ts';
import { statesOf } from '../../domain/impact/states.ts';
import {
  type AlertOutage,
  alertKey,
  causeOfAlert,
  jointKey,
  mostServicesOfAlert,
  type OutageTime,
  timeOfAlert,
} from '../../domain/outage/alert-outage.ts';
import {
  type Impairment,
  type JointOutage,
  jointOutages,
  type ServiceImpairments,
  withImpairment,
} from '../../domain/outage/joint-outage.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import type { OutageReport } from '../../domain/outage/outage-rules.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { servicesIn } from '../impact/read-impact.ts';
import { walkImpact } from '../impact/walk-impact.ts';
import { endedFailures } from './end-failures.ts';
import type { RecordOutageContext } from './outage-context.ts';
import { recordMeasured, reportedOutage } from './record-outage.ts';

/** What recording the outages of alerts needs. */
export interface AlertOutageContext extends RecordOutageContext, GroupContext {
  readonly episodes: Pick<EpisodeRepository, 'find'>;
}

/** The most items of a walk. The nearest ones are reached first. */
const mostWalked = 2_000;

type ImpairedService = AlertOutage['services'][number];

/** The services that are down or degraded while the CIs of an alert are down, each with the first of these CIs that reaches it. */
const impairedServices = async (context: GroupContext, items: readonly string[]): Promise<readonly ImpairedService[]> => {
  const impact = await walkImpact(context)({ starts: items, down: items, direction: 'dependants', limit: mostWalked });
  const reachedBy = items.map((item) => ({ item, reached: statesOf(impact.links, [item]) }));
  return (await servicesIn(context, impact, [])).slice(0, mostServicesOfAlert).flatMap((service) => {
    const state = impact.states.get(service);
    const item = reachedBy.find(({ reached }) => reached.has(service))?.item;
    return state === undefined || state === 'none' || item === undefined ? [] : [{ service, state, item }];
  });
};

const idsOf = ({ items }: Episode): readonly string[] => items.map(({ id }) => id);

/** The services that an alert impairs. They are found out once, and kept before an outage is recorded for any of them. */
const keptServices = (context: AlertOutageContext, episode: Episode): Promise<AlertOutage> =>
  onFreshRows(async () => {
    const { outages, store } = context;
    const known = await outages.findAlert(episode.id);
    if (known) return known;
    const services = [...(await impairedServices(context, idsOf(episode)))];
    const alert: AlertOutage = { episode: episode.id, version: 1, services };
    await store.commit([outages.saveAlert(alert)]);
    return alert;
  });

/** An alert as an outage: its episode, and its time. */
interface TimedAlert {
  readonly episode: Episode;
  readonly time: OutageTime;
}

/** What the outages of an alert say, whichever of its services they are about. The change is that of the window that covered the alert. */
const wordsOf = ({ id, monitor, changes, ...episode }: Episode) => {
  const cause = causeOfAlert(episode);
  return {
    ...(cause === undefined ? {} : { cause }),
    ...(changes[0] === undefined ? {} : { change: changes[0].id }),
    reportedBy: `monitor:${monitor}`,
  };
};

/** The outage of one service by one alert. */
const ownReport = ({ episode, time }: TimedAlert, { service, state, item }: ImpairedService): OutageReport => {
  const { reportedBy, ...words } = wordsOf(episode);
  const { receivedAt, closedAt } = episode;
  return {
    ...{ service, source: 'alert', sourceKey: alertKey(episode.id), reportedBy, receivedAt },
    ...(time.end === undefined ? {} : { endReceivedAt: closedAt }),
    facts: { ...time, state, item, ...words },
  };
};

/**
 * The outage of a service by several alerts together, under the alert with which it begins. If the service turns out not to have been down
 * by them, such as when the first one had recovered before the other began, the outage stays as degraded: it was told of, and facts are kept.
 */
const jointReport = (
  service: string,
  { episode, item, cause, change, reportedBy, ...one }: Impairment,
  joint?: JointOutage,
): OutageReport => {
  const { start, end } = joint ?? one;
  return {
    ...{ service, source: 'alert', sourceKey: jointKey(episode), reportedBy },
    facts: { start, end, state: joint ? 'down' : 'degraded', item, cause, change },
  };
};

const endOf = ({ outage }: { readonly outage: Outage }): string => outage.end ?? '';

/** The writes of the impairments of a service, and of the outages that they come to together. None if they are as before. */
const settleJoint = async (
  context: AlertOutageContext,
  next: ServiceImpairments,
  before: ServiceImpairments | undefined,
): Promise<readonly Write[]> => {
  const { outages } = context;
  const { service, impairments } = next;
  const items = [...new Set(impairments.flatMap((one) => one.items))];
  const { links } = await walkImpact(context)({ starts: items, down: [], direction: 'dependants', limit: mostWalked });
  const found = jointOutages(impairments, (down) => statesOf(links, down).get(service) === 'down');
  const jointOf = (episode: string) => found.find((joint) => joint.episode === episode);
  const told = impairments.filter(({ episode, isJoint }) => isJoint || jointOf(episode));
  const reports = await Promise.all(told.map((one) => reportedOutage(context)(jointReport(service, one, jointOf(one.episode)))));
  const marked = impairments.map((one) => (told.includes(one) ? { ...one, isJoint: true as const } : one));
  const isSame = isSameValue(marked, before?.impairments);
  const last = reports
    .filter(({ writes }) => writes.length > 0)
    .toSorted((one, other) => (endOf(one) < endOf(other) ? -1 : 1))
    .at(-1);
  return [
    ...(isSame ? [] : [outages.saveImpairments({ ...next, impairments: marked })]),
    ...reports.flatMap(({ writes }) => writes),
    ...(last ? await endedFailures(context, last.outage) : []),
  ];
};

/** Records that an alert degrades a service, and in which times it has the service down together with other alerts. */
const recordDegraded = (context: AlertOutageContext, alert: TimedAlert, impaired: ImpairedService): Promise<void> =>
  onFreshRows(async () => {
    const { service, item } = impaired;
    const { episode, time } = alert;
    const one: Impairment = { episode: episode.id, items: [...idsOf(episode)], item, ...time, ...wordsOf(episode) };
    const before = await context.outages.findImpairments(service);
    const next = withImpairment(before, one, service, context.clock.now());
    const own = await reportedOutage(context)(ownReport(alert, impaired));
    const writes = [...(await settleJoint(context, next, before)), ...own.writes];
    if (writes.length > 0) await context.store.commit(writes);
  });

/**
 * Records the outages that an alert is, for each service that its CIs have down or degraded along the relations, or their end (L2). Redundancy
 * counts: one of two servers degrades a service, and both of them have it down. It runs after the alert was stored, apart from it. Running it
 * again changes nothing.
 */
export const recordAlertOutage =
  (context: AlertOutageContext) =>
  async (id: string): Promise<void> => {
    const { episodes, outages, store } = context;
    const episode = await episodes.find(id);
    const time = episode && timeOfAlert(episode);
    if (!episode?.isOutage || !time || episode.items.length === 0) return;
    const alert = await keptServices(context, episode);
    if (alert.closedAt !== undefined) return;
    for (const impaired of alert.services) {
      if (impaired.state === 'down') await recordMeasured(context)(ownReport({ episode, time }, impaired));
      else await recordDegraded(context, { episode, time }, impaired);
    }
    const { closedAt } = episode;
    if (closedAt !== undefined) await store.commit([outages.saveAlert({ ...alert, version: alert.version + 1, closedAt })]);
  };
