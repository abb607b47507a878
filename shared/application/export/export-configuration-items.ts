import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { existing } from '../../domain/configuration-item/gate-evidence.ts';
import { relationsOf } from '../../domain/item/relation.ts';
import { listConfigurationItems } from '../configuration-item/list-configuration-items.ts';
import type { ExportRunContext, ListPage } from './export-context.ts';
import { readableReferences } from './readable-references.ts';

/** CIs as an import reads them, with their teams and contact groups by name. Evidence for gates is not exported: it belongs to a stage here. */
const readable = async ({ teams, contactGroups }: ExportRunContext, cis: readonly ConfigurationItem[]): Promise<readonly object[]> => {
  const [team, contactGroup] = await Promise.all([
    readableReferences(
      teams,
      cis.map(({ ownerTeam }) => ownerTeam),
      ({ name }) => name,
    ),
    readableReferences(
      contactGroups,
      cis.flatMap((ci) => ci.contactGroups.map(({ group }) => group)),
      ({ name }) => name,
    ),
  ]);
  return cis.map(({ chain, merge, evidence, ...ci }) => ({
    ...ci,
    ...(evidence === existing ? { evidence } : {}),
    ownerTeam: team(ci.ownerTeam),
    contactGroups: ci.contactGroups.map((entry) => ({ ...entry, group: contactGroup(entry.group) })),
  }));
};

export const exportConfigurationItems: ListPage = (context, filters) => async (request) => {
  const { items, nextCursor } = await listConfigurationItems(context)(filters, request);
  return { items: await readable(context, items), nextCursor };
};

/** The relations of which the CIs that the filters find are the sources. Both ends are ids, because a name may belong to several CIs. */
export const exportRelations: ListPage = (context, filters) => async (request) => {
  const { items: cis, nextCursor } = await listConfigurationItems(context)(filters, request);
  const rows = await context.relations.edges(
    cis.map(({ id }) => id),
    'out',
  );
  return { items: rows.flatMap(relationsOf), nextCursor };
};
