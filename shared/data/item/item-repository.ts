import { type Asset, uniquesOf } from '../../domain/asset/asset.ts';
import { type Alias, aliasText, type ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { missing } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import type { Unique } from '../../domain/resource/define-resource.ts';
import type { Write } from '../../domain/store.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { listRows } from '../list-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records, RowWrite } from '../records.ts';
import { edgeShards } from '../table.ts';
import { aliasRow, assetRow, configurationItemRow, edgesRow } from './item-rows.ts';

/** All edges of an item and direction lie in one row: a hub that outgrows it is refused by the domain (T7). */
const edgeShard = edgeShards - 1;

/** An item of its facets; nothing where there is none. */
const itemOf = (id: string, [asset]: readonly Asset[], [ci]: readonly ConfigurationItem[]): Item | undefined =>
  asset || ci ? { id, ...(asset ? { asset } : {}), ...(ci ? { ci } : {}) } : undefined;

const absent = (write: RowWrite): RowWrite => ({ kind: 'check', label: write.label, key: write.key, when: 'absent' });

/** Aliases are written once and belong to the CI, whose version guards them; since when is the write that brought them (W1). */
const aliasesOf = (ci: ConfigurationItem): readonly Alias[] =>
  ci.aliases.map(({ scheme, value }) => ({ scheme, value, item: ci.id, addedAt: ci.updatedAt, version: 1 }));

const without = <Entry>(list: readonly Entry[], others: readonly Entry[], of: (entry: Entry) => string): readonly Entry[] => {
  const known = new Set(others.map(of));
  return list.filter((entry) => !known.has(of(entry)));
};

const uniqueText = ({ scheme, value }: Unique): string => `${scheme} ${value}`;

export const itemRepository = (records: Records): ItemRepository => {
  const unique = guards(records, 'asset');

  const aliasWrites = (next: ConfigurationItem | undefined, before: ConfigurationItem | undefined): readonly Write[] => {
    const [had, has] = [before ? aliasesOf(before) : [], next ? aliasesOf(next) : []];
    return [...without(has, had, aliasText).map(aliasRow.take), ...without(had, has, aliasText).map(aliasRow.release)];
  };

  const repository: ItemRepository = {
    find: async (id) => {
      const rows = await records.query({ partition: key('ITEM', id), from: '#', to: `#${last}` });
      const [assets, cis] = [rows.filter(assetRow.is), rows.filter(configurationItemRow.is)];
      return itemOf(id, assets.map(assetRow.fromRow), cis.map(configurationItemRow.fromRow));
    },
    get: async (id) => {
      const item = await repository.find(id);
      if (!item) throw missing('item', id);
      return item;
    },
    findMany: async (ids, unreadable) => {
      const distinct = [...new Set(ids)];
      const rows = Map.groupBy(
        await records.readMany(distinct.flatMap((id) => [assetRow.key({ id }), configurationItemRow.key({ id })])),
        ({ pk }) => pk,
      );
      return distinct.flatMap((id) => {
        const facets = rows.get(key('ITEM', id)) ?? [];
        const assets = readRows(records, assetRow, facets.filter(assetRow.is));
        const cis = readRows(records, configurationItemRow, facets.filter(configurationItemRow.is));
        if (assets.length + cis.length === facets.length) return itemOf(id, assets, cis) ?? [];
        unreadable?.(id);
        return [];
      });
    },
    aliases: async (keys, unreadable) =>
      readRows(records, aliasRow, await records.readMany(keys.map(aliasRow.key)), (row) => void unreadable?.(aliasRow.named(row))),
    edges: async (ids, direction) =>
      (await records.readMany(ids.map((item) => edgesRow.key({ item, direction, shard: edgeShard })))).map(edgesRow.fromRow),
    saveAsset: (next: Asset, before?: Asset) => {
      const [had, has] = [before ? uniquesOf(before) : [], uniquesOf(next)];
      return [
        assetRow.save(next),
        ...without(has, had, uniqueText).map((value) => unique.take(value, next.id)),
        ...without(had, has, uniqueText).map((value) => unique.release(value, next.id)),
      ];
    },
    saveCi: (next, before) => [configurationItemRow.save(next), ...aliasWrites(next, before)],
    removeCi: (ci) => [configurationItemRow.remove(ci), ...aliasWrites(undefined, ci)],
    saveEdges: edgesRow.save,
    removeEdges: ({ item, direction }, shard) =>
      shard ? edgesRow.remove(shard) : absent(edgesRow.save({ item, direction, shard: edgeShard, version: 1, edges: [] })),
    unchanged: ({ id, asset, ci }, facet) => {
      const [definition, found] = facet === 'asset' ? [assetRow, asset] : [configurationItemRow, ci];
      if (found) return definition.unchanged(found as never);
      return { kind: 'check', label: `${definition.type} ${id}`, key: definition.key({ id }), when: 'absent' } as RowWrite;
    },
    assetOf: unique.ownerOf,
    pageAssets: (request, keep) =>
      listRows(records, assetRow, { ...request, index: 'inOrder', partitions: shardsOf('ASSET'), ...(keep ? { keep } : {}) }),
    pageCis: ({ class: name, ...request }, keep) =>
      listRows(records, configurationItemRow, {
        ...request,
        ...(name === undefined
          ? { index: 'inOrder', partitions: shardsOf('CI') }
          : { index: 'bySelector', partitions: shardsOf('CI', name) }),
        ...(keep ? { keep } : {}),
      }),
  };
  return repository;
};
