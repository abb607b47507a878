import type { ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Origin } from '../../domain/history/origin.ts';
import type { Edge } from '../../domain/item/relation-repository.ts';
import { relationVersions } from '../history/relation-versions.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { locateRelations, relationWrites } from '../relation/write-relations.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { assertRelatable } from './relatable.ts';

const refused = (code: string, detail: string, at: number): DomainError =>
  new DomainError('invalid', code, detail, { errors: [{ pointer: `/relations/${at}/target`, code, detail }] });

/**
 * The writes for the relations of a new CI: the edges at both ends, and a check of each target that had no incoming edges before (T7). The
 * rows that they fill are split after the transaction.
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `relation/self`; conflict `relation/decommissioned`
 */
export const relateNew =
  (context: ConfigurationItemContext) =>
  async (
    source: string,
    wanted: ConfigurationItemDraft['relations'],
    { isNew, origin }: { readonly isNew: boolean; readonly origin: Origin },
  ): Promise<ReturnType<typeof relationWrites>> => {
    const { configurationItems } = context;
    const edges = await Promise.all(
      wanted.map(
        async ({ type, target, share }, at): Promise<Edge> => ({
          type,
          item: await resolveItem(context)(target, `/relations/${at}/target`),
          ...(share === undefined ? {} : { share }),
        }),
      ),
    );
    const targets = new Map((await configurationItems.findMany(edges.map(({ item }) => item))).map((ci) => [ci.id, ci]));
    for (const [at, { item }] of edges.entries()) {
      if (item === source) throw refused('relation/self', 'a CI cannot have a relation to itself', at);
      const target = targets.get(item);
      if (!target) throw refused('configuration-item/unknown', `item ${item} is not a configuration item`, at);
      assertRelatable(target, `/relations/${at}/target`);
    }
    const edits = edges.map(({ type, item: target, share }) => ({ relation: { type, source, target }, next: { redundancy: [], share } }));
    const located = await locateRelations(
      context,
      edits.map(({ relation }) => relation),
    );
    const { writes, full } = relationWrites(context, located, edits, [...targets.values()]);
    return { full, writes: [...writes, ...(await relationVersions(context)({ source, added: edges, isNew }, origin))] };
  };
