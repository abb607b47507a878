import { assetTagOf } from '../../domain/asset/asset-uniques.ts';
import { type Instant, later } from '../../domain/clock.ts';
import { type Alias, type AliasKey, aliasKeyOf, aliasText, normalAlias } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';
import { itemReferenceOf, type LabelMapping, type MappedAlias } from '../../domain/suppression/mapping.ts';
import { isId } from '../../domain/values.ts';

/** The dependencies of `lookUp`. It reads no assets, so the alert path does not depend on their schema. */
export interface LookUpContext {
  readonly references: Pick<ItemReferences, 'aliases' | 'assetOf'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
}

/** How an alert or a question refers to its CI: by a reference (I7), by an alias, or by labels with the mapping of the monitor. */
export type CiReference =
  | { readonly ci: string }
  | { readonly alias: AliasKey }
  | { readonly labels: Readonly<Record<string, string>>; readonly monitor?: LabelMapping | undefined };

/** The possible references to CIs, before it is known whether those exist. */
interface CiCandidates {
  readonly id?: string;
  readonly assetTag?: string;
  /** Each group refers to one CI: that of its first known alias. */
  readonly groups: readonly (readonly MappedAlias[])[];
}

/** The CIs that one alert is about. */
export interface ReachedItems {
  readonly items: readonly ReachedItem[];
  /** Whether the items are complete. False if an alias, an asset tag or its CI cannot be read; the alert is then sent (S2). */
  readonly isCertain: boolean;
}

/** A longer alias cannot exist, because it would not fit into a key of the table, in bytes. */
const longestAlias = 2_000;
const isPossible = (alias: AliasKey): boolean => alias.value !== '' && Buffer.byteLength(aliasText(alias)) <= longestAlias;
const longestTag = 200;

const candidatesOfReference = (reference: string): CiCandidates => {
  if (isId(reference)) return { id: reference, groups: [] };
  const alias = aliasKeyOf(reference);
  const assetTag = reference.trim();
  return { ...(assetTag !== '' && assetTag.length <= longestTag ? { assetTag } : {}), groups: alias ? [[alias]] : [] };
};

const candidatesAsTyped = (reference: CiReference): CiCandidates => {
  if ('ci' in reference) return candidatesOfReference(reference.ci);
  if ('alias' in reference) return { groups: [[reference.alias]] };
  const { ci, groups } = itemReferenceOf(reference.labels, reference.monitor);
  return ci === undefined ? { groups } : candidatesOfReference(ci);
};

/** The candidates in their normal form, by which aliases are stored. */
const candidatesOf = (reference: CiReference): CiCandidates => {
  const { groups, ...others } = candidatesAsTyped(reference);
  return { ...others, groups: groups.map((group) => group.map((alias) => ({ ...alias, ...normalAlias(alias) }))) };
};

const latest = (one: Instant, other: Instant | undefined): Instant => (other === undefined ? one : later(one, other));

/** The aliases, asset tags and CIs whose rows exist but cannot be read. */
interface Unreadable {
  readonly aliases: Set<string>;
  readonly tags: Set<string>;
  readonly items: Set<string>;
}

const isUncertain = ({ groups, assetTag }: CiCandidates, items: readonly ReachedItem[], unreadable: Unreadable): boolean =>
  groups.flat().some((alias) => unreadable.aliases.has(aliasText(alias))) ||
  (assetTag !== undefined && unreadable.tags.has(assetTag)) ||
  items.some(({ id }) => unreadable.items.has(id));

/** The CI of each group, with the time since when labels refer to it (W1). */
const byAlias = (groups: CiCandidates['groups'], known: ReadonlyMap<string, Alias>): readonly ReachedItem[] =>
  groups.flatMap((group) => {
    for (const alias of group) {
      const found = known.get(aliasText(alias));
      if (found) return [{ id: found.item, since: latest(found.addedAt, alias.ruleAddedAt) }];
    }
    return [];
  });

/** Removes duplicates. If an item was found in several ways, the oldest one counts. */
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
  async (wanted: readonly CiReference[]): Promise<readonly ReachedItems[]> => {
    const unreadable: Unreadable = { aliases: new Set(), tags: new Set(), items: new Set() };
    const all = wanted.map(candidatesOf);
    const keys = new Map(
      all.flatMap(({ groups }) =>
        groups
          .flat()
          .filter(isPossible)
          .map((alias) => [aliasText(alias), alias] as const),
      ),
    );
    const aliasKeys = [...keys.values()].map(({ scheme, value }) => ({ scheme, value }));
    const aliases = keys.size === 0 ? [] : await references.aliases(aliasKeys, (alias) => unreadable.aliases.add(aliasText(alias)));
    const known = new Map(aliases.map((alias) => [aliasText(alias), alias]));

    // Asset tags are rare, so each is read by itself.
    const tags = [
      ...new Set(all.flatMap(({ assetTag, groups }) => (assetTag !== undefined && byAlias(groups, known).length === 0 ? [assetTag] : []))),
    ];
    const ownerOf = (tag: string) => references.assetOf(assetTagOf(tag), () => unreadable.tags.add(tag));
    const owners = new Map(await Promise.all(tags.map(async (tag) => [tag, await ownerOf(tag)] as const)));

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
      isCertain: !isUncertain(all[place] ?? { groups: [] }, list, unreadable),
    }));
  };
