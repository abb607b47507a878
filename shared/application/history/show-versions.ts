import type { Caller } from '../../domain/access.ts';
import { differencesFor } from '../../domain/history/history-view.ts';
import type { ItemVersion } from '../../domain/history/item-version.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';

/** Versions as the API answers them, with names that are read together. A caller sees in a version what they see in the item (X2). */
export const showVersions = (context: NamesContext) => async (versions: readonly ItemVersion[], caller: Caller) => {
  const references = [
    ...referencesToActors(versions.map(({ actor }) => actor)),
    ...referencesTo(
      'change',
      versions.map(({ change }) => change),
    ),
  ];
  const names = await namesOf(context)(references, caller);
  return versions.map(({ item, facetVersion, ...version }) => ({
    ...version,
    actorName: names.ofActor(version.actor),
    ...names.ofChange(version.change),
    differences: differencesFor(caller, version.facet)(version.differences),
  }));
};
