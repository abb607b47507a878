import type { Asset } from '../../domain/asset/asset.ts';
import { mostCritical } from '../../domain/configuration-item/configuration-item.ts';
import { byEachId, idsOfItem } from '../../domain/item/merge.ts';
import type { ReportGroup } from '../../domain/report/value-reports.ts';
import type { Grouping } from '../../domain/report/valued-asset.ts';
import type { ReportContext } from './report-context.ts';

type GroupsOf = (context: ReportContext, assets: readonly Asset[]) => Promise<Grouping['groupOf']>;

/** The services that the pools of assets name, in the order of the pools. */
const poolServices = async ({ pools }: ReportContext, assets: readonly Asset[]): Promise<(asset: Asset) => readonly string[]> => {
  const ids = [...new Set(assets.flatMap((asset) => asset.pools ?? []))];
  const found = new Map((ids.length === 0 ? [] : await pools.findMany(ids)).map(({ id, service }) => [id, service]));
  return (asset) => (asset.pools ?? []).map((id) => found.get(id)).filter((service) => service !== undefined);
};

/** The service of an asset is that of the first of its pools that names one, so that its value counts once. */
const services: GroupsOf = async (context, assets) => {
  const servicesOf = await poolServices(context, assets);
  return (asset) => servicesOf(asset)[0];
};

/** Items by each of their ids. */
const itemsOf = async ({ items }: ReportContext, ids: readonly string[]) =>
  byEachId(ids.length === 0 ? [] : await items.findMany(ids), idsOfItem);

/**
 * The importance of an asset that states none is the criticality of its CI facet. Without one, it is that of the most critical service that
 * its pools name.
 */
const importances: GroupsOf = async (context, assets) => {
  const unset = assets.filter(({ importance }) => importance === undefined);
  const own = await itemsOf(
    context,
    unset.map(({ id }) => id),
  );
  const others = unset.filter(({ id }) => own.get(id)?.ci?.criticality === undefined);
  const servicesOf = await poolServices(context, others);
  const served = await itemsOf(context, [...new Set(others.flatMap(servicesOf))]);
  return (asset) =>
    asset.importance ?? own.get(asset.id)?.ci?.criticality ?? mostCritical(servicesOf(asset).map((id) => served.get(id)?.ci?.criticality));
};

/** Groups that are read from other rows than that of the asset. */
const lookedUp: Partial<Readonly<Record<ReportGroup, GroupsOf>>> = { importance: importances, service: services };

/** The groups of these assets today, by a field or by what is read for it. */
export const currentGroups = async (context: ReportContext, by: ReportGroup, assets: readonly Asset[]): Promise<Grouping> => {
  const groupsOf = lookedUp[by];
  return { by, groupOf: groupsOf ? await groupsOf(context, assets) : (asset) => asset[by as 'vendor'] };
};
