import type { ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Origin } from '../../domain/history/origin.ts';
import { withEdges } from '../../domain/item/relation.ts';
import type { Edge } from '../../domain/item/relation-repository.ts';
import type { Write } from '../../domain/store.ts';
import { relationWrites } from '../history/relation-writes.ts';
import { resolveItem } from '../item/resolve-item.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

const refused = (code: string, detail: string, at: number): DomainError =>
  new DomainError('invalid', code, detail, { errors: [{ pointer: `/relations/${at}/target`, code, detail }] });

/**
 * The writes for the relations of a new CI: the edges at both ends, and a check of each target that had no incoming edges before (T7).
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `relation/self`
 */
export const relateNew =
  (context: ConfigurationItemContext) =>
  async (
    source: string,
    wanted: ConfigurationItemDraft['relations'],
    { isNew, origin }: { readonly isNew: boolean; readonly origin: Origin },
  ): Promise<readonly Write[]> => {
    const { configurationItems, relations } = context;
    const edges = await Promise.all(
      wanted.map(
        async ({ type, target }, at): Promise<Edge> => ({ type, item: await resolveItem(context)(target, `/relations/${at}/target`) }),
      ),
    );
    const targets = new Map((await configurationItems.findMany(edges.map(({ item }) => item))).map((ci) => [ci.id, ci]));
    for (const [at, { item }] of edges.entries()) {
      if (item === source) throw refused('relation/self', 'a CI cannot have a relation to itself', at);
      if (!targets.has(item)) throw refused('configuration-item/unknown', `item ${item} is not a configuration item`, at);
    }
    const shards = new Map((await relations.edges([...targets.keys()], 'in')).map((shard) => [shard.item, shard]));
    const ends = [...targets.values()].flatMap((target) => {
      const shard = shards.get(target.id);
      const added = edges.filter(({ item }) => item === target.id).map(({ type }) => ({ type, item: source }));
      const end = relations.save(withEdges({ item: target.id, direction: 'in' }, shard, added));
      return shard ? [end] : [end, configurationItems.unchanged(target.id, target)];
    });
    if (edges.length === 0) return [];
    const own = withEdges({ item: source, direction: 'out' }, undefined, edges);
    return [relations.save(own), ...ends, ...(await relationWrites(context)({ source, added: own.edges, isNew }, origin))];
  };
