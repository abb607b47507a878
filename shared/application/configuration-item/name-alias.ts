import { type AliasKey, aliasText, nameAlias } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { Write } from '../../domain/store.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

type NameContext = Pick<ConfigurationItemContext, 'references' | 'configurationItems' | 'clock'>;

const keyOf = (ci: ConfigurationItem | undefined): AliasKey | undefined => {
  const key = ci && nameAlias(ci.name);
  return key?.value === '' ? undefined : key;
};

/**
 * The writes for the alias that a CI has by its name (I7). The first CI of a name has it; others of that name have none. Renaming moves the
 * alias, and its date is then that of the renaming (W1). `before` is undefined for a new CI, `next` for a deleted one. The alias is read only
 * if the name has changed. If another request takes it at the same time, the writes fail and are made again from fresh rows.
 */
export const nameAliasWrites =
  ({ references, configurationItems, clock }: NameContext) =>
  async (next: ConfigurationItem | undefined, before: ConfigurationItem | undefined): Promise<readonly Write[]> => {
    const [gained, lost] = [keyOf(next), keyOf(before)];
    if (gained?.value === lost?.value) return [];
    const taken = new Set<string>();
    const keys = [gained, lost].filter((key) => key !== undefined);
    const found = await references.aliases(keys, { unreadable: (alias) => taken.add(aliasText(alias)) });
    for (const alias of found) taken.add(aliasText(alias));
    const own = found.find(({ item, value }) => item === before?.id && value === lost?.value);
    return [
      ...(own ? [configurationItems.releaseName(own, clock.now())] : []),
      ...(next && gained && !taken.has(aliasText(gained)) ? [configurationItems.takeName(next)] : []),
    ];
  };
