import { assetTagOf } from '../../domain/asset/asset-uniques.ts';
import { type Instant, later } from '../../domain/clock.ts';
import { type Alias, type AliasKey, aliasKeyOf, aliasText } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';
import { itemReferenceOf, type LabelMapping, type MappedAlias } from '../../domain/suppression/mapping.ts';
import { isId } from '../../domain/values.ts';

/** What finds the CIs that alerts are about: no asset is read, so that the paging path needs no schema of assets. */
export interface LookUpContext {
  readonly references: Pick<ItemReferences, 'aliases' | 'assetOf'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
}

/** How an alert or a question names its CI: by a reference (I7), by an alias, or by labels, which the monitor's mapping reads. */
export type CiReference =
  | { readonly ci: string }
  | { readonly alias: AliasKey }
  | { readonly labels: Readonly<Record<string, string>>; readonly monitor?: LabelMapping | undefined };

/** What may lead to a CI, before it is known whether there is one. */
interface CiCandidates {
  readonly id?: string;
  readonly assetTag?: string;
  /** Each group leads to one CI, by its first alias that is known. */
  readonly groups: readonly (readonly MappedAlias[])[];
}

/** The CIs that one alert is about. */
export interface ReachedItems {
  readonly items: readonly ReachedItem[];
  /** Whether these are all: false where an alias or a CI that it names cannot be read. Then the alert goes out (S2). */
  readonly isCertain: boolean;
}

/** A longer alias cannot exist, because it would not fit into a key of the table. */
const longestAlias = 1_500;
const possible = (alias: AliasKey): boolean => alias.value !== '' && Buffer.byteLength(aliasText(alias)) <= longestAlias;
const longestTag = 200;

const named = (reference: string): CiCandidates => {
  if (isId(reference)) return { id: reference, groups: [] };
  const alias = aliasKeyOf(reference);
  const assetTag = reference.trim();
  return { ...(assetTag !== '' && assetTag.length <= longestTag ? { assetTag } : {}), groups: alias ? [[alias]] : [] };
};

const candidatesOf = (asked: CiReference): CiCandidates => {
  if ('ci' in asked) return named(asked.ci);
  if ('alias' in asked) return { groups: [[asked.alias]] };
  const { ci, groups } = itemReferenceOf(asked.labels, asked.monitor);
  return ci === undefined ? { groups } : named(ci);
};

const youngest = (one: Instant, other: Instant | undefined): Instant => (other === undefined ? one : later(one, other));

/** The rows of aliases and CIs that were found and cannot be read. */
interface Unreadable {
  readonly aliases: Set<string>;
  readonly items: Set<string>;
}

const isUncertain = (groups: CiCandidates['groups'], items: readonly ReachedItem[], unreadable: Unreadable): boolean =>
  groups.flat().some((alias) => unreadable.aliases.has(aliasText(alias))) || items.some(({ id }) => unreadable.items.has(id));

/** The CI of each group, with the instant since when labels have led to it (W1). */
const byAlias = (groups: CiCandidates['groups'], known: ReadonlyMap<string, Alias>): readonly ReachedItem[] =>
  groups.flatMap((group) => {
    for (const alias of group) {
      const found = known.get(aliasText(alias));
      if (found) return [{ id: found.item, since: youngest(found.addedAt, alias.ruleAddedAt) }];
    }
    return [];
  });

/** Each item once. If several ways lead to an item, the oldest one counts. */
const distinct = (items: readonly ReachedItem[]): readonly ReachedItem[] => {
  const kept = new Map<string, ReachedItem>();
  for (const item of items) {
    const before = kept.get(item.id);
    if (!before || (before.since !== undefined && (item.since === undefined || item.since < before.since))) kept.set(item.id, item);
  }
  return [...kept.values()];
};

/**
 * Finds the CIs of each reference; the list is empty if none is known. Each alias and item is read once, a hundred per request (T6). A
 * decommissioned CI counts as unknown (S1).
 */
export const lookUp =
  ({ references, configurationItems }: LookUpContext) =>
  async (asked: readonly CiReference[]): Promise<readonly ReachedItems[]> => {
    const unreadable: Unreadable = { aliases: new Set(), items: new Set() };
    const all = asked.map(candidatesOf);
    const keys = new Map(
      all.flatMap(({ groups }) =>
        groups
          .flat()
          .filter(possible)
          .map((alias) => [aliasText(alias), alias] as const),
      ),
    );
    const wanted = [...keys.values()].map(({ scheme, value }) => ({ scheme, value }));
    const aliases = keys.size === 0 ? [] : await references.aliases(wanted, (alias) => unreadable.aliases.add(aliasText(alias)));
    const known = new Map(aliases.map((alias) => [aliasText(alias), alias]));

    // Asset tags are rare, so each is read by itself.
    const tags = [
      ...new Set(all.flatMap(({ assetTag, groups }) => (assetTag !== undefined && byAlias(groups, known).length === 0 ? [assetTag] : []))),
    ];
    const owners = new Map(await Promise.all(tags.map(async (tag) => [tag, await references.assetOf(assetTagOf(tag))] as const)));

    const reached = all.map(({ id, assetTag, groups }): readonly ReachedItem[] => {
      if (id !== undefined) return [{ id }];
      const found = byAlias(groups, known);
      const owner = assetTag === undefined ? undefined : owners.get(assetTag);
      return found.length === 0 && owner !== undefined ? [{ id: owner }] : found;
    });
    const ids = [...new Set(reached.flat().map(({ id }) => id))];
    const found = ids.length === 0 ? [] : await configurationItems.findMany(ids, (id) => unreadable.items.add(id));
    const live = new Set(found.filter(({ stage }) => stage !== 'decommissioned').map(({ id }) => id));
    return reached.map((list, place) => ({
      items: distinct(list.filter(({ id }) => live.has(id))),
      isCertain: !isUncertain(all[place]?.groups ?? [], list, unreadable),
    }));
  };
