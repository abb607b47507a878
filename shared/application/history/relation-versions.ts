import type { Clock } from '../../domain/clock.ts';
import type { HistoryRepository, LooseHead } from '../../domain/history/history-repository.ts';
import { headOf, nextVersion } from '../../domain/history/item-version.ts';
import { bySystem, type Origin } from '../../domain/history/origin.ts';
import { relationState } from '../../domain/history/relation-state.ts';
import type { Edge, RelationRepository } from '../../domain/item/relation-repository.ts';
import type { Write } from '../../domain/store.ts';

interface RelationHistoryContext {
  readonly history: HistoryRepository;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly clock: Clock;
}

/** The relations that a source gets and loses. `isNew`: nothing was stored of the source before. */
interface RelationChange {
  readonly source: string;
  readonly added?: readonly Edge[];
  readonly removed?: readonly Edge[];
  readonly isNew?: boolean;
}

/**
 * The versions that a change of relations adds to the history of their source (C6): one, or two if it had relations before histories were
 * kept. The target notes who has lost a relation to it, so that its past dependants are found.
 */
export const relationVersions =
  ({ history, relations, clock }: RelationHistoryContext) =>
  async ({ source: item, added = [], removed = [], isNew = false }: RelationChange, origin: Origin): Promise<readonly Write[]> => {
    if (added.length + removed.length === 0) return [];
    const loose = isNew ? undefined : await history.looseHead(item, 'relations');
    const before = isNew || loose ? [] : (await relations.edges([item], 'out')).flatMap(({ edges }) => edges);
    const step = { item, facet: 'relations', at: clock.now() } as const;
    const none = relationState([]);
    const first =
      before.length === 0 ? undefined : nextVersion({ ...step, before: none, after: relationState(before) }, bySystem, undefined);
    const change = { ...step, before: relationState(removed), after: relationState(added) };
    const version = nextVersion(change, origin, first ? headOf(first) : loose?.head);
    const kept = new Set(added.map((edge) => edge.item));
    const lost = new Set(removed.flatMap((edge) => (kept.has(edge.item) ? [] : [edge.item])));
    const end: LooseHead = { item, facet: 'relations', version: (loose?.version ?? 0) + 1, head: headOf(version) };
    return [
      history.saveLooseHead(end),
      ...[version, ...(first ? [first] : [])].map(history.add),
      ...[...lost].map((target) => history.saveFormerDependant(target, item)),
    ];
  };
