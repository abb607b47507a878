import { changeInPath } from '../../shared/application/change/resolve-change.ts';
import { listEpisodes } from '../../shared/application/episode/list-episodes.ts';
import { nameEpisodes } from '../../shared/application/episode/name-episodes.ts';
import { resolveItem } from '../../shared/application/item/resolve-item.ts';
import { compareMonitor } from '../../shared/application/monitor/compare-monitor.ts';
import { createMonitor } from '../../shared/application/monitor/create-monitor.ts';
import { deleteMonitor } from '../../shared/application/monitor/delete-monitor.ts';
import { patchMonitor } from '../../shared/application/monitor/patch-monitor.ts';
import { testMonitor } from '../../shared/application/monitor/test-monitor.ts';
import { type NamesContext, namesOf, referencesTo } from '../../shared/application/name/names-of.ts';
import { rotateToken } from '../../shared/application/token/issue-token.ts';
import * as contract from '../../shared/contracts/monitors.ts';
import { day } from '../../shared/domain/clock.ts';
import { kindNamed } from '../../shared/domain/monitor/kinds/kinds.ts';
import type { Monitor } from '../../shared/domain/monitor/monitor.ts';
import { durationMillis, isId } from '../../shared/domain/values.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

type MonitorsContext = Parameters<typeof deleteMonitor>[0] &
  Parameters<typeof listEpisodes>[0] &
  Parameters<typeof testMonitor>[0] &
  Parameters<typeof nameEpisodes>[0] &
  Parameters<typeof changeInPath>[0] &
  Parameters<typeof resolveItem>[0] & {
    /** The public base URL of the API, without a trailing slash. */
    readonly publicUrl: string;
  };

/** A monitor as the API returns it: without its receiver's secret (M5), and without what it had before. */
const withoutSecret = ({ receiver, defaultMappingSince, enforcedSince, formerNeverSuppress, neverSuppressSince, ...monitor }: Monitor) => {
  const { sealedSecret: _, ...visible } = { sealedSecret: undefined, ...receiver };
  return { ...monitor, receiver: visible };
};

/** Monitors with the names of their owner teams, and without secrets. */
const withNames = (context: NamesContext) => async (monitors: readonly Monitor[]) => {
  const owners = monitors.map(({ ownerTeam }) => ownerTeam);
  const names = await namesOf(context)(referencesTo('team', owners));
  return monitors.map((monitor) => ({ ...withoutSecret(monitor), ownerTeamName: names.of(monitor.ownerTeam) }));
};

/** Monitors as the API returns them, with the last message that left alerts out, if there was one. */
const shown = (context: Pick<MonitorsContext, 'truncations' | 'names'>) => async (monitors: readonly Monitor[]) => {
  const found = monitors.length === 0 ? [] : await context.truncations.findMany(monitors.map(({ id }) => id));
  const truncatedOf = new Map(found.map(({ monitor, alerts, lastAt }) => [monitor, { alerts, lastAt }]));
  return (await withNames(context)(monitors)).map((monitor) => ({ ...monitor, truncated: truncatedOf.get(monitor.id) }));
};

const episodeEndpoints = (context: MonitorsContext): readonly Endpoint[] => {
  const named = nameEpisodes(context);
  const itemOf = async ({ item, alias }: { readonly item?: string | undefined; readonly alias?: string | undefined }) => {
    const [reference, pointer] = item === undefined ? [alias, '/query/alias'] : [item, '/query/item'];
    return reference === undefined ? undefined : resolveItem(context)(reference, pointer);
  };
  return [
    on(contract.listMonitorEpisodes, async ({ params, query }) => {
      const { id } = await context.monitors.get(params.id);
      const list = `episodes of ${id}`;
      const page = await listEpisodes(context)(pageRequest(list, query), { ...query, monitor: id });
      return pageAnswer(list, query, { ...page, items: await named(page.items) }, (episode) => episode);
    }),
    on(contract.listUnmapped, async ({ params }) => {
      const { id } = await context.monitors.get(params.id);
      const found = await context.unmapped.of(id);
      return { items: found.map(({ labels, count, lastReceivedAt, tried }) => ({ labels, count, lastReceivedAt, tried })) };
    }),
    on(contract.compareMonitor, async ({ params, query }) => {
      const { id } = await context.monitors.get(params.id);
      const list = `comparison of ${id}`;
      const { report, page } = await compareMonitor(context)(id, pageRequest(list, query), query);
      return { ...report, ...pageAnswer(list, query, page, (alert) => alert) };
    }),
    on(contract.listEpisodes, async ({ query }) => {
      const item = await itemOf(query);
      const change = query.change === undefined || isId(query.change) ? query.change : (await changeInPath(context)(query.change)).id;
      const page = await listEpisodes(context)(pageRequest('episodes', query), { ...query, item, change });
      return pageAnswer('episodes', query, { ...page, items: await named(page.items) }, (episode) => episode);
    }),
  ];
};

/** The endpoints of monitors, their tokens, the episodes of their alerts, and the comparison with what would have happened. */
export const monitorsEndpoints = (context: MonitorsContext): readonly Endpoint[] => {
  const { monitors, publicUrl } = context;
  const show = shown(context);
  return [
    on(contract.createMonitor, async ({ body, caller }) => {
      const { monitor, token, secret } = await createMonitor(context)(body, caller);
      const [visibleMonitor] = await withNames(context)([monitor]);
      const receiver = { ...visibleMonitor?.receiver, ...(secret === undefined ? {} : { secret }) };
      return new Answer(
        { ...visibleMonitor, receiver, token, setup: kindNamed(monitor.kind).setupText({ ...monitor, token, publicUrl }) },
        { secret: true },
      );
    }),
    on(contract.listMonitors, async ({ query }) => {
      const page = await monitors.page(pageRequest('monitors', query));
      return pageAnswer('monitors', query, { ...page, items: await show(page.items) }, (monitor) => monitor);
    }),
    on(contract.readMonitor, async ({ params }) => (await show([await monitors.get(params.id)]))[0]),
    on(contract.patchMonitor, async ({ params, body, ifMatch, caller }) => {
      const patched = await patchMonitor(context)(params.id, body, { ifMatch, caller });
      return (await show([patched]))[0];
    }),
    on(contract.deleteMonitor, ({ params, ifMatch, caller }) => deleteMonitor(context)(params.id, { ifMatch, caller })),
    on(contract.testMonitor, ({ params, body }) => testMonitor(context)(params.id, body.labels)),
    on(contract.rotateMonitorToken, async ({ params, body }) => {
      const monitor = await monitors.get(params.id);
      const token = await rotateToken(context)('monitor', monitor.id, body.overlap === undefined ? day : durationMillis(body.overlap));
      return new Answer({ ...(await withNames(context)([monitor]))[0], token }, { secret: true });
    }),
    ...episodeEndpoints(context),
  ];
};
