import type { RelationRepository } from '../../shared/domain/item/relation-repository.ts';
import type { Store } from '../../shared/domain/store.ts';

interface MembershipContext {
  readonly relations: Pick<RelationRepository, 'save'>;
  readonly store: Pick<Store, 'commit'>;
}

/** Makes a CI without relations the only member of a group: both ends of the relation `member-of`. */
export const joinGroup = ({ relations, store }: MembershipContext, item: string, group: string): Promise<void> =>
  store.commit([
    relations.save({ item, direction: 'out', shard: 0, version: 1, edges: [{ type: 'member-of', item: group }] }),
    relations.save({ item: group, direction: 'in', shard: 0, version: 1, edges: [{ type: 'member-of', item }] }),
  ]);
