import type { Asset } from '../../domain/asset/asset.ts';
import type { ReportGroup } from '../../domain/report/value-reports.ts';
import type { Grouping } from '../../domain/report/valued-asset.ts';
import type { ReportContext } from './report-context.ts';

type GroupsOf = (context: ReportContext, assets: readonly Asset[]) => Promise<Grouping['groupOf']>;

/** The importance of assets that do not state one is that of their CI facet. */
const importances: GroupsOf = async ({ items }, assets) => {
  const unset = assets.filter(({ importance }) => importance === undefined).map(({ id }) => id);
  const found = new Map((unset.length === 0 ? [] : await items.findMany(unset)).map((item) => [item.id, item.ci?.criticality]));
  return ({ id, importance }) => importance ?? found.get(id);
};

/** The service of an asset is that of the first of its pools that names one, so that its value counts once. */
const services: GroupsOf = async ({ pools }, assets) => {
  const ids = [...new Set(assets.flatMap((asset) => asset.pools ?? []))];
  const found = new Map((ids.length === 0 ? [] : await pools.findMany(ids)).map(({ id, service }) => [id, service]));
  return (asset) => (asset.pools ?? []).map((id) => found.get(id)).find((service) => service !== undefined);
};

/** Groups that are read from other rows than that of the asset. */
const lookedUp: Partial<Readonly<Record<ReportGroup, GroupsOf>>> = { importance: importances, service: services };

/** The groups of these assets today, by a field or by what is read for it. */
export const currentGroups = async (context: ReportContext, by: ReportGroup, assets: readonly Asset[]): Promise<Grouping> => {
  const groupsOf = lookedUp[by];
  return { by, groupOf: groupsOf ? await groupsOf(context, assets) : (asset) => asset[by as 'vendor'] };
};
