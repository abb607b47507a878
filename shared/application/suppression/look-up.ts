import { assetTagOf } from '../../domain/asset/asset-uniques.ts';
import { type Instant, later } from '../../domain/clock.ts';
import { type Alias, type AliasKey, aliasText, isPossible } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ItemReferences, TaggedItem } from '../../domain/item/item-references.ts';
import { byEachId, idsOfFacet, itemIdOf } from '../../domain/item/merge.ts';
import { type CiCandidates, type CiReference, candidatesOf } from '../../domain/suppression/candidates.ts';
import type { ReachedItem } from '../../domain/suppression/decision.ts';
import type { MappedAlias } from '../../domain/suppression/mapping.ts';

/** The dependencies of `lookUp`. It reads no assets, so the alert path does not depend on their schema. */
export interface LookUpContext {
  readonly references: Pick<ItemReferences, 'aliases' | 'assetOf'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
}

/** The CIs that one alert is about. */
export interface ReachedItems {
  readonly items: readonly ReachedItem[];
  /** The name of the first item. It comes from a row that the decision reads anyway. */
  readonly name?: string | undefined;
  /** The id of the first item, which is another one than that of its CI facet if it was merged. */
  readonly item?: string | undefined;
  /** Whether the items are complete. False if an alias, an asset tag or its CI cannot be read; the alert is then sent (S2). */
  readonly isCertain: boolean;
}

/** What is known of the candidates: the aliases and asset tags that exist, and since when those that were removed do not. */
interface Knowledge {
  readonly aliases: ReadonlyMap<string, Alias>;
  readonly removedAliases: ReadonlyMap<string, Instant>;
  readonly tags: ReadonlyMap<string, TaggedItem | undefined>;
  readonly removedTags: ReadonlyMap<string, Instant>;
}

/** The aliases, asset tags and CIs whose rows exist but cannot be read. */
interface Unreadable {
  readonly aliases: Set<string>;
  readonly tags: Set<string>;
  readonly items: Set<string>;
}

const latest = (...times: readonly (Instant | undefined)[]): Instant | undefined =>
  times
    .filter((at) => at !== undefined)
    .reduce<Instant | undefined>((found, at) => (found === undefined ? at : later(found, at)), undefined);

const aliasesIn = ({ groups, name }: CiCandidates): readonly MappedAlias[] => [...groups.flat(), ...(name ? [name] : [])];

const isUncertain = (candidates: CiCandidates, items: readonly ReachedItem[], unreadable: Unreadable): boolean =>
  aliasesIn(candidates).some((alias) => unreadable.aliases.has(aliasText(alias))) ||
  (candidates.tag !== undefined && unreadable.tags.has(candidates.tag)) ||
  items.some(({ id }) => unreadable.items.has(id));

/** The CI of the first known alias, with the time since when labels refer to it (W1). */
const firstKnown = (group: readonly MappedAlias[], { aliases }: Pick<Knowledge, 'aliases'>): ReachedItem | undefined => {
  for (const alias of group) {
    const found = aliases.get(aliasText(alias));
    if (found) return { id: found.item, since: latest(found.addedAt, alias.ruleAddedAt) };
  }
  return undefined;
};

const hasKnownGroup = ({ groups }: CiCandidates, known: Pick<Knowledge, 'aliases'>): boolean =>
  groups.some((group) => firstKnown(group, known) !== undefined);

/** The CIs of an id, an asset tag or a name. If a tag and a name lead to two CIs, the alert is about both of them (S7). */
const byText = ({ id, tag, name, ruleAddedAt }: CiCandidates, known: Knowledge): readonly ReachedItem[] => {
  if (id !== undefined) return [{ id, since: ruleAddedAt }];
  const owner = tag === undefined ? undefined : known.tags.get(tag);
  const named = name && firstKnown([name], known);
  return [...(owner ? [{ id: owner.item, since: latest(owner.addedAt, ruleAddedAt) }] : []), ...(named ? [named] : [])];
};

const reachedBy = (candidates: CiCandidates, known: Knowledge): readonly ReachedItem[] =>
  hasKnownGroup(candidates, known) ? candidates.groups.flatMap((group) => firstKnown(group, known) ?? []) : byText(candidates, known);

/** When the aliases of a group were removed that come before its first known alias. */
const removalsIn = (group: readonly MappedAlias[], { aliases, removedAliases }: Knowledge): readonly (Instant | undefined)[] => {
  const first = group.findIndex((alias) => aliases.has(aliasText(alias)));
  return (first === -1 ? group : group.slice(0, first)).map((alias) => removedAliases.get(aliasText(alias)));
};

/**
 * When something that led to a CI ceased to: an alias or an asset tag was removed, or its CI was decommissioned. That CI had to be covered as
 * well, so a window that was approved before does not count (W1).
 */
const lastRemoval = (candidates: CiCandidates, known: Knowledge, gone: readonly (Instant | undefined)[]): Instant | undefined => {
  const { groups, tag, name } = candidates;
  const ofGroups = groups.flatMap((group) => removalsIn(group, known));
  if (hasKnownGroup(candidates, known)) return latest(...ofGroups, ...gone);
  return latest(
    ...ofGroups,
    ...gone,
    ...(name ? removalsIn([name], known) : []),
    tag === undefined ? undefined : known.removedTags.get(tag),
  );
};

/** Whether a required rule of the mapping finds no live CI. A rule whose label the alert does not have is an empty group. */
const lacksItem = ({ groups }: CiCandidates, known: Knowledge, live: ReadonlyMap<string, unknown>): boolean =>
  groups.some((group) => {
    const found = firstKnown(group, known);
    return group.some(({ isOptional }) => !isOptional) && !(found && live.has(found.id));
  });

/**
 * A CI that is named by its id, without the age of a rule that is not younger than the CI: no window can have been approved for the CI
 * before. This keeps the rows of episodes small.
 */
const withoutOldRule = ({ id }: CiCandidates, item: ReachedItem, ci: ConfigurationItem | undefined): ReachedItem =>
  id !== undefined && ci && item.since !== undefined && item.since <= ci.createdAt ? { id } : item;

/**
 * The CI that an item leads to; nothing if there is no CI in use. The asset tag of a merged item, and its other id in a label, lead to its CI
 * only since the merge, so a window that was approved before does not count for them (W1, C1). An id that names no label has no age.
 */
const ciOf = (candidates: CiCandidates, item: ReachedItem, ci: ConfigurationItem | undefined): readonly ReachedItem[] => {
  if (!ci) return [];
  if (ci.id === item.id) return [withoutOldRule(candidates, item, ci)];
  const hasAge = candidates.id === undefined || item.since !== undefined;
  const since = hasAge ? latest(item.since, ci.merge?.at) : undefined;
  return [{ ...item, id: ci.id, ...(since === undefined ? {} : { since }) }];
};

/**
 * Removes duplicates. If several rules, or a tag and a name, lead to one item, the youngest way counts: at the approval, one of them may have
 * led to nothing or to another item, and the alert was then about that too (W1, S7).
 */
const distinct = (items: readonly ReachedItem[]): readonly ReachedItem[] => {
  const kept = new Map<string, ReachedItem>();
  for (const item of items) {
    const since = latest(kept.get(item.id)?.since, item.since);
    kept.set(item.id, since === undefined ? item : { ...item, since });
  }
  return [...kept.values()];
};

const readKnown = async ({ references }: LookUpContext, all: readonly CiCandidates[], unreadable: Unreadable): Promise<Knowledge> => {
  const keys = new Map(all.flatMap((each) => aliasesIn(each).filter(isPossible)).map((alias) => [aliasText(alias), alias]));
  const aliasKeys = [...keys.values()].map(({ scheme, value }) => ({ scheme, value }));
  const removedAliases = new Map<string, Instant>();
  const removedTags = new Map<string, Instant>();
  const report = {
    unreadable: (alias: AliasKey) => void unreadable.aliases.add(aliasText(alias)),
    removed: (alias: AliasKey, at: Instant) => void removedAliases.set(aliasText(alias), at),
  };
  const found = keys.size === 0 ? [] : await references.aliases(aliasKeys, report);
  const aliases = new Map(found.map((alias) => [aliasText(alias), alias]));
  // Asset tags are rare, so each is read by itself.
  const tags = [...new Set(all.flatMap((each) => (each.tag !== undefined && !hasKnownGroup(each, { aliases }) ? [each.tag] : [])))];
  const ownerOf = (tag: string) =>
    references.assetOf(assetTagOf(tag), {
      unreadable: () => void unreadable.tags.add(tag),
      removed: (at) => void removedTags.set(tag, at),
    });
  return {
    aliases,
    removedAliases,
    removedTags,
    tags: new Map(await Promise.all(tags.map(async (tag) => [tag, await ownerOf(tag)] as const))),
  };
};

/**
 * Finds the CIs of each reference; the list is empty if none is known. Each alias and item is read once, a hundred per request (T6). A
 * decommissioned CI counts as unknown (S1).
 */
export const lookUp =
  (context: LookUpContext) =>
  async (wanted: readonly CiReference[]): Promise<readonly ReachedItems[]> => {
    const unreadable: Unreadable = { aliases: new Set(), tags: new Set(), items: new Set() };
    const all = wanted.map(candidatesOf);
    const known = await readKnown(context, all, unreadable);
    const reached = all.map((candidates) => ({ candidates, list: reachedBy(candidates, known) }));
    const ids = [...new Set(reached.flatMap(({ list }) => list).map(({ id }) => id))];
    const found = ids.length === 0 ? [] : await context.configurationItems.findMany(ids, (id) => unreadable.items.add(id));
    const cis = byEachId(found, idsOfFacet);
    const live = new Map([...cis].filter(([, { stage }]) => stage !== 'decommissioned'));
    const decommissioned = new Map([...cis].flatMap(([id, { updatedAt }]) => (live.has(id) ? [] : [[id, updatedAt] as const])));
    return reached.map(({ candidates, list }) => {
      const removal = lastRemoval(
        candidates,
        known,
        list.map(({ id }) => decommissioned.get(id)),
      );
      const items = distinct(list.flatMap((item) => ciOf(candidates, item, live.get(item.id)))).map((item) =>
        removal === undefined ? item : { ...item, since: latest(item.since, removal) },
      );
      const first = live.get(items[0]?.id ?? '');
      const isPartial = hasKnownGroup(candidates, known) && lacksItem(candidates, known, live);
      return {
        items: isPartial ? items.map((item) => ({ ...item, isPartial: true as const })) : items,
        name: first?.name,
        item: first && itemIdOf(first),
        isCertain: !isUncertain(candidates, list, unreadable),
      };
    });
  };
