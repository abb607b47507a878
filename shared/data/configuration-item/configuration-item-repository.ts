import type { Instant } from '../../domain/clock.ts';
import { type Alias, aliasText, nameAlias, normalAlias } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { type ConfigurationItemPosting, hasPostings, postingsOf } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { configurationItemWords } from '../../domain/item/search-words.ts';
import type { Page, PageRequest, Write } from '../../domain/store.ts';
import { asRead } from '../as-read.ts';
import { shardsOf } from '../define-row.ts';
import { difference } from '../difference.ts';
import { deletionWrites, facetWrites } from '../history/facet-writes.ts';
import { followMerges } from '../item/merged-facet-rows.ts';
import { listRows } from '../list-rows.ts';
import { type PostingList, postedItem, postingPartitions, postingWrites } from '../posting/posting-rows.ts';
import { readPage } from '../posting/read-page.ts';
import { wordWrites } from '../posting/word-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { aliasRow } from './alias-rows.ts';
import { configurationItemRow } from './configuration-item-rows.ts';

/** Alias rows have the normal form of the alias. They are written once, and the version check on their CI protects them. `addedAt` is the time when the alias was added (W1). */
const aliasesOf = (ci: ConfigurationItem | undefined): readonly Alias[] =>
  ci ? ci.aliases.map((alias) => ({ ...normalAlias(alias), item: ci.id, addedAt: ci.updatedAt, version: 1 })) : [];

const listOf = ({ field, value }: ConfigurationItemPosting): PostingList => ({ noun: 'ci', field, value });
const listsOf = (ci: ConfigurationItem | undefined): readonly PostingList[] => (ci ? postingsOf(ci).map(listOf) : []);
const wordsOf = (ci: ConfigurationItem | undefined): readonly string[] => (ci ? configurationItemWords(ci) : []);

interface CiVersions {
  /** Undefined for a new CI. */
  readonly before?: ConfigurationItem | undefined;
  /** Undefined for a deleted CI. */
  readonly after?: ConfigurationItem | undefined;
}

/** Writes for the rows that belong to a CI: aliases, postings and words. */
const relatedWrites = (id: string, { before, after }: CiVersions, at: Instant): readonly Write[] => {
  const { added, removed } = difference(aliasesOf(before), aliasesOf(after), aliasText);
  return [
    ...added.map(aliasRow.take),
    ...removed.map((alias) => aliasRow.release(alias, at)),
    ...postingWrites(id, listsOf(before), listsOf(after)),
    ...wordWrites({ item: id, facet: 'ci' }, wordsOf(before), wordsOf(after)),
  ];
};

export const configurationItemRepository = (records: Records): ConfigurationItemRepository => {
  const findMany: ConfigurationItemRepository['findMany'] = async (ids, unreadable) => {
    const distinct = [...new Set(ids)];
    const rows = await followMerges(records, await records.readMany(distinct.map((id) => configurationItemRow.key({ id }))));
    const known = new Map(
      rows.map(({ asked, row }) => [asked, readRows(records, configurationItemRow, [row], () => void unreadable?.(asked))[0]]),
    );
    return [...new Map(distinct.flatMap((id) => known.get(id) ?? []).map((ci) => [ci.id, ci])).values()];
  };

  /** Finds CIs by their postings. Each CI is read and compared again, because it may have changed after its postings were read. */
  const filtered = (request: PageRequest, filters: readonly ConfigurationItemPosting[]): Promise<Page<ConfigurationItem>> =>
    readPage(records, request, {
      lists: filters.map((posting) => ({ partitions: postingPartitions(listOf(posting)) })),
      rowsEach: 1,
      judge: async (rows) => {
        const found = new Map((await findMany(rows.map(postedItem))).map((ci) => [ci.id, ci]));
        return rows.map((row) => {
          const ci = found.get(postedItem(row));
          return ci && hasPostings(ci, filters) ? ci : undefined;
        });
      },
    });

  /** The ids of the CIs that have a posting. */
  const idsOf = async (posting: ConfigurationItemPosting): Promise<readonly string[]> => {
    const shards = await Promise.all(postingPartitions(listOf(posting)).map((partition) => records.query({ partition })));
    return shards.flat().map(postedItem);
  };

  return {
    findMany,
    idsWith: async (filters) => {
      const [first = [], ...others] = await Promise.all(filters.map(idsOf));
      const sets = others.map((ids) => new Set(ids));
      return first.filter((id) => sets.every((ids) => ids.has(id))).toSorted();
    },
    save: (next, origin, before) => [
      ...facetWrites(configurationItemRow, { facet: 'ci', before, after: next, at: next.updatedAt }, origin),
      ...relatedWrites(next.id, { before, after: next }, next.updatedAt),
    ],
    remove: (ci, origin, at, loose) => [
      configurationItemRow.remove(ci),
      ...deletionWrites({ facet: 'ci', before: ci, at }, origin, loose),
      ...relatedWrites(ci.id, { before: ci }, at),
    ],
    takeName: (ci) => aliasRow.takeName({ ...nameAlias(ci.name), item: ci.id, addedAt: ci.updatedAt, version: 1 }),
    releaseName: aliasRow.releaseName,
    unchanged: (id, ci) => asRead(configurationItemRow, { id }, ci),
    page: (request, filters) =>
      filters.length === 0
        ? listRows(records, configurationItemRow, { ...request, index: 'inOrder', partitions: shardsOf('CI') })
        : filtered(request, filters),
  };
};
