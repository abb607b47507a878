import type { ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Edge } from '../../domain/item/item-repository.ts';
import { withEdges } from '../../domain/item/relation.ts';
import type { Write } from '../../domain/store.ts';
import type { ItemContext } from '../item/item-context.ts';
import { resolveItem } from '../item/resolve-item.ts';

const refused = (code: string, detail: string, at: number): DomainError =>
  new DomainError('invalid', code, detail, { errors: [{ pointer: `/relations/${at}/target`, code, detail }] });

/**
 * The rows that make the relations of a CI which is new itself: both ends, and a check of each target that had none yet (T7).
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `relation/self`
 */
export const relateNew =
  (context: ItemContext) =>
  async (source: string, relations: ConfigurationItemDraft['relations']): Promise<readonly Write[]> => {
    const { items } = context;
    const edges = await Promise.all(
      relations.map(
        async ({ type, target }, at): Promise<Edge> => ({ type, item: await resolveItem(context)(target, `/relations/${at}/target`) }),
      ),
    );
    const targets = new Map((await items.findMany(edges.map(({ item }) => item))).map((item) => [item.id, item]));
    for (const [at, { item }] of edges.entries()) {
      if (item === source) throw refused('relation/self', 'a CI has no relation to itself', at);
      if (!targets.get(item)?.ci) throw refused('configuration-item/unknown', `item ${item} is no configuration item`, at);
    }
    const shards = new Map((await items.edges([...targets.keys()], 'in')).map((shard) => [shard.item, shard]));
    const ends = [...targets.values()].flatMap((target) => {
      const shard = shards.get(target.id);
      const added = edges.filter(({ item }) => item === target.id).map(({ type }) => ({ type, item: source }));
      const end = items.saveEdges(withEdges({ item: target.id, direction: 'in' }, shard, added));
      return shard ? [end] : [end, items.unchanged(target, 'ci')];
    });
    return edges.length === 0 ? [] : [items.saveEdges(withEdges({ item: source, direction: 'out' }, undefined, edges)), ...ends];
  };
