import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isGroup, selectorOf } from '../../domain/configuration-item/group-selector.ts';
import { isDomainError } from '../../domain/errors.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { changeInPath } from '../change/resolve-change.ts';
import { idsCovering } from './ids-covering.ts';

/** What deciding needs whether a change covers a CI. */
export interface CoverageContext {
  readonly changes: ChangeRepository;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
}

/** Whether a change names a CI, or a group that it is a member of: by relations, or by the selector of the group. */
const names =
  (context: CoverageContext) =>
  async ({ items }: Pick<Change, 'items'>, ci: ConfigurationItem): Promise<boolean> => {
    if (items.includes(ci.id)) return true;
    const groups = (await context.configurationItems.findMany(items)).filter(isGroup);
    if (groups.length === 0) return false;
    const selecting = groups.filter((group) => selectorOf(group) !== undefined);
    const ids = new Set(await idsCovering(context, selecting)(ci));
    return items.some((id) => ids.has(id));
  };

/** The change with this reference. Undefined if there is none. */
export const changeIfAny =
  (context: Pick<CoverageContext, 'changes'>) =>
  async (reference: string): Promise<Change | undefined> => {
    try {
      return await changeInPath(context)(reference);
    } catch (error) {
      if (isDomainError(error) && error.kind === 'missing') return undefined;
      throw error;
    }
  };

/** The change with this reference if it is being implemented, also after the end of its window (H11). */
export const implementingChange =
  (context: Pick<CoverageContext, 'changes'>) =>
  async (reference: string): Promise<Change | undefined> => {
    const change = await changeIfAny(context)(reference);
    return change?.status === 'implementing' ? change : undefined;
  };

/**
 * Whether the scope of a change, which was frozen when it was submitted, has a CI that it does not name itself. What joins a group later is
 * not covered: nobody has approved it (W1). A draft has no scope yet.
 */
const isInScope =
  ({ changes }: { readonly changes: Pick<ChangeRepository, 'scope'> }) =>
  async ({ id, items, scope }: Pick<Change, 'id' | 'items' | 'scope'>, ci: string): Promise<boolean> => {
    if (items.includes(ci) || scope === undefined) return true;
    return (await changes.scope(id, scope.revision, scope.digest)).some(({ item }) => item === ci);
  };

/** Those of these changes, which name a CI or a group of it, that cover the CI. */
export const coveringOf = async (
  context: Parameters<typeof isInScope>[0],
  changes: readonly Change[],
  ci: string,
): Promise<readonly Change[]> => {
  const judged = await Promise.all(changes.map(async (change) => ((await isInScope(context)(change, ci)) ? [change] : [])));
  return judged.flat();
};

/** Whether a change covers a CI: it names the CI, or a group of it of which the CI was a member already when it was submitted. */
export const coversCi =
  (context: CoverageContext) =>
  async (change: Change, ci: ConfigurationItem): Promise<boolean> =>
    (await names(context)(change, ci)) && (await isInScope(context)(change, ci.id));

/** The change with this reference if it is being implemented and covers the CI. */
export const coveringChange =
  (context: CoverageContext) =>
  async (reference: string, ci: ConfigurationItem): Promise<Change | undefined> => {
    const change = await implementingChange(context)(reference);
    return change && (await coversCi(context)(change, ci)) ? change : undefined;
  };
