import type { Change } from '../../domain/change/change.ts';
import { todayOf } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { StageFinding } from '../../domain/configuration-item/readiness.ts';
import { isInService } from '../../domain/configuration-item/stage-table.ts';
import { valueAt } from '../../domain/depreciation/asset-ledger.ts';
import { ledgerOfAsset } from '../../domain/depreciation/ledger-of-asset.ts';
import { usersShown } from '../../domain/errors.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { idsOfItem } from '../../domain/item/merge.ts';
import { usesOfService } from '../agreement/uses-of-service.ts';
import { changesNaming } from '../control/changes-naming.ts';
import { monitorsThatFind } from '../monitor/monitors-that-find.ts';
import { usersOfItem } from '../naming/find-users.ts';
import { findNamed } from '../resource/put-by-name.ts';
import type { StageContext } from './stage-context.ts';

/** How many CIs are read at a time. */
const atOnce = 100;

/** The CIs in service that have a relation to this one, as far as they are shown. */
const liveDependants = async ({ relations, configurationItems }: StageContext, id: string): Promise<readonly ConfigurationItem[]> => {
  const ids = [...new Set((await relations.edges([id], 'in')).flatMap(({ edges }) => edges.map(({ item }) => item)))];
  const live: ConfigurationItem[] = [];
  for (let at = 0; at < ids.length && live.length < usersShown; at += atOnce)
    live.push(...(await configurationItems.findMany(ids.slice(at, at + atOnce))).filter(isInService));
  return live.slice(0, usersShown);
};

/** How the change that a text names by its id can end: it cannot be cancelled any more when its work is finished. */
const wayToEnd = (open: readonly Change[], text: string): string => {
  const reviewed = open.find(({ id, status }) => status === 'in-review' && text.includes(`(${id})`));
  return reviewed ? `a change manager closes it by POST /v1/changes/${reviewed.id}/review` : 'cancel it';
};

/**
 * What keeps a CI from being decommissioned: CIs in service that need it, open changes other than one that is being implemented,
 * monitors that find it, and, of a service, an agreement that has not ended and outages that go on. `unchanged` makes the transaction fail if a change has named it since.
 */
export const decommissioningBlockers = async (context: StageContext, ci: ConfigurationItem) => {
  const { id, aliases } = ci;
  const open = await changesNaming(context)(id);
  const own = new Set(open.flatMap((change) => (change.status === 'implementing' ? [change.id] : [])));
  const isOpenChange = ({ user }: { readonly user: { readonly noun: string; readonly id: string } }) =>
    user.noun === 'change' && !own.has(user.id);
  const [dependants, { users, unchanged }, monitors, agreed] = await Promise.all([
    liveDependants(context, id),
    usersOfItem(context, isOpenChange)({ id, ci }),
    monitorsThatFind(context)({ aliases }),
    usesOfService(context)(ci),
  ]);
  const blockers: readonly StageFinding[] = [
    ...dependants.map(
      (ci): StageFinding => ({
        code: 'relation/live-dependant',
        detail: `configuration item ${ci.name} (${ci.id}) is ${ci.stage} and has a relation to it; remove the relation, or retire that one first`,
        items: [ci.id],
      }),
    ),
    ...users.slice(0, usersShown).map((detail): StageFinding => ({ code: 'change/open', detail: `${detail}; ${wayToEnd(open, detail)}` })),
    ...monitors.map(
      (monitor): StageFinding => ({
        code: 'monitor/mapped',
        detail: `monitor ${monitor.name} (${monitor.id}) finds it by an alias; remove the alias, or change the mapping`,
      }),
    ),
    ...agreed.slice(0, usersShown),
  ];
  return { blockers, unchanged };
};

/** The books in which the asset is still worth something. */
const booksWithValue = async (context: StageContext, asset: NonNullable<Item['asset']>): Promise<readonly string[]> => {
  const names = (asset.books ?? []).map(({ name }) => name);
  if (names.length === 0) return [];
  const facts = await context.assetFacts.of(asset.id);
  const books = await Promise.all(names.map((name) => findNamed(context.books, name)));
  return books.flatMap((book) => {
    const ledger = book && ledgerOfAsset(facts, book);
    return ledger && valueAt(ledger, todayOf(context)).netBookValue !== 0n ? [book.name] : [];
  });
};

/** What to think of when a CI is decommissioned: its asset has a book value, or uses licenses. Amounts are not told: not everybody may see them. */
export const decommissioningWarnings = async (context: StageContext, item: Item): Promise<readonly StageFinding[]> => {
  const { asset } = item;
  const [books, ...seats] = await Promise.all([
    asset ? booksWithValue(context, asset) : [],
    ...idsOfItem(item).map((id) => context.licenses.heldBy({ type: 'item', id }, usersShown)),
  ]);
  return [
    ...books.map(
      (book): StageFinding => ({
        code: 'asset/book-value',
        detail: `its asset has a value in book ${book}; dispose of the asset afterwards`,
      }),
    ),
    ...seats.flat().map(
      ({ asset: license, id: seat }): StageFinding => ({
        code: 'license/assigned',
        detail: `seat ${seat} of license ${license} is assigned to it; release the seat if nobody needs it`,
        items: [license],
      }),
    ),
  ];
};
