import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Clock } from '../../domain/clock.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import type { ItemVersion } from '../../domain/history/item-version.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import { showEvents } from '../event/show-events.ts';
import { showVersions } from '../history/show-versions.ts';
import { namesOf, referencesTo } from '../name/names-of.ts';
import { showComments } from './comment-on-change.ts';
import { readApprovals, tallyOfChange } from './read-change.ts';
import { showChange } from './show-changes.ts';

interface HistoriesContext {
  readonly history: Pick<HistoryRepository, 'versions'>;
  readonly references: Pick<ItemReferences, 'find'>;
}

type RecordContext = Parameters<typeof readApprovals>[0] &
  Parameters<typeof tallyOfChange>[0] &
  HistoriesContext & { readonly clock: Clock };

/** The most events, and the most versions of items, that a record has. */
const most = 2_000;
/** The most comments that a record has. */
const mostComments = 500;
const itemsAtOnce = 10;

/** The versions of both facets of an item, which a merged item has under two ids (C1). An item that was deleted has its history under its own. */
const versionsOfItem = async ({ history, references }: HistoriesContext, item: string): Promise<readonly ItemVersion[]> => {
  const found = await references.find(item);
  return (await Promise.all((found ? idsOfFacet(found) : [item]).map((id) => history.versions(id)))).flat();
};

/** What was changed under a change, in the order of time: versions of the items that it names. Before its start there is nothing. */
const versionsUnder = async (context: HistoriesContext, { id, items, startedAt }: Change): Promise<readonly ItemVersion[]> => {
  if (startedAt === undefined) return [];
  const found = await inParallel(items, itemsAtOnce, (item) => versionsOfItem(context, item));
  const made = found.flat().filter(({ change }) => change === id);
  return made.toSorted((one, other) => (one.at < other.at ? -1 : 1));
};

const shownEdits = async (context: RecordContext, versions: readonly ItemVersion[], caller: Caller) => {
  const items = versions.map(({ item }) => item);
  const [shown, names] = [await showVersions(context)(versions, caller), await namesOf(context)(referencesTo('item', items), caller)];
  return shown.map(({ facet, version, at, actor, actorName, differences }, place) => {
    const item = items[place] ?? '';
    return { item: names.item(item), itemName: names.of(item), facet, version, at, actor, actorName, differences };
  });
};

/**
 * The whole story of a change (E4): what was asked, who decided, what was held, what was changed under it, what was said about it,
 * and all its events. `truncated` says
 * that it has more events, edits or comments than the record shows.
 */
export const readRecord = (context: RecordContext) => async (change: Change, caller: Caller) => {
  const [events, versions, comments] = await Promise.all([
    context.events.of({ type: 'change', id: change.id }, undefined, most + 1),
    versionsUnder(context, change),
    context.changes.comments(change.id, { limit: mostComments }),
  ]);
  const [shown, approvals, alerts, edits, said, story] = await Promise.all([
    showChange(context)(change, caller),
    readApprovals(context)(change),
    tallyOfChange(context)(change),
    shownEdits(context, versions.slice(0, most), caller),
    showComments(context)(comments.items, caller),
    showEvents(context)(events.slice(0, most), caller),
  ]);
  const truncated = Math.max(events.length, versions.length) > most || comments.nextCursor !== undefined;
  return { madeAt: context.clock.now(), change: shown, approvals, alerts, edits, comments: said, events: story, truncated };
};
