import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isGroup, isSelectedBy, selectorOf } from '../../domain/configuration-item/group-selector.ts';
import { isDomainError } from '../../domain/errors.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { changeInPath } from '../change/resolve-change.ts';

/** What deciding needs whether a change covers a CI. */
export interface CoverageContext {
  readonly changes: ChangeRepository;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
}

/** How many levels of groups in groups are followed. */
const mostLevels = 10;

/** The groups of which a CI is a member by relations, also through groups that are members themselves. */
export const groupsAbove =
  ({ relations }: Pick<CoverageContext, 'relations'>) =>
  async (ci: string): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    let items: readonly string[] = [ci];
    for (let level = 0; level < mostLevels && items.length > 0; level += 1) {
      const edges = (await relations.edges(items, 'out')).flatMap((shard) => shard.edges);
      const above = edges.flatMap(({ type, item }) => (type === 'member-of' && !found.has(item) ? [item] : []));
      for (const item of above) found.add(item);
      items = [...new Set(above)];
    }
    return found;
  };

/** Whether a change names a CI, or a group that it is a member of: by relations, or by the selector of the group. */
export const names =
  (context: CoverageContext) =>
  async ({ items }: Pick<Change, 'items'>, ci: ConfigurationItem): Promise<boolean> => {
    if (items.includes(ci.id)) return true;
    const groups = (await context.configurationItems.findMany(items)).filter(isGroup);
    const selectors = groups.map((group) => ({ id: group.id, selector: selectorOf(group) }));
    if (selectors.some(({ selector }) => selector && isSelectedBy(selector, ci))) return true;
    const plain = selectors.flatMap(({ id, selector }) => (selector ? [] : [id]));
    if (plain.length === 0) return false;
    const above = await groupsAbove(context)(ci.id);
    return plain.some((id) => above.has(id));
  };

/** The change with this reference if it is being implemented, also after the end of its window (H11). */
export const implementingChange =
  (context: Pick<CoverageContext, 'changes'>) =>
  async (reference: string): Promise<Change | undefined> => {
    try {
      const change = await changeInPath(context)(reference);
      return change.status === 'implementing' ? change : undefined;
    } catch (error) {
      if (isDomainError(error) && error.kind === 'missing') return undefined;
      throw error;
    }
  };

/** The change with this reference if it is being implemented and covers the CI. */
export const coveringChange =
  (context: CoverageContext) =>
  async (reference: string, ci: ConfigurationItem): Promise<Change | undefined> => {
    const change = await implementingChange(context)(reference);
    return change && (await names(context)(change, ci)) ? change : undefined;
  };
