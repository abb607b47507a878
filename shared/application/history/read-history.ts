import type { Caller } from '../../domain/access.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import { differencesOf, namesIn } from '../../domain/differences.ts';
import { invalid } from '../../domain/errors.ts';
import { differencesFor } from '../../domain/history/history-view.ts';
import { stateOfPart } from '../../domain/history/item-state.ts';
import { type HistoryFacet, historyFacets, type ItemVersion } from '../../domain/history/item-version.ts';
import type { PageRequest } from '../../domain/store.ts';
import { assertTimeRange } from '../../domain/time-range.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';
import { type HistoryInPathContext, historyInPath } from './history-in-path.ts';

type HistoryContext = HistoryInPathContext & NamesContext & { readonly clock: Clock };

/** The versions of an item, oldest first, as the caller may see them (C6, X2). @throws DomainError missing `item/not-found` */
export const readHistory = (context: HistoryContext) => async (reference: string, request: PageRequest, caller: Caller) => {
  const id = await historyInPath(context)(reference);
  const page = await context.history.page(id, request);
  const names = await namesOf(context)(
    [
      ...referencesToActors(page.items.map(({ actor }) => actor)),
      ...referencesTo(
        'change',
        page.items.map(({ change }) => change),
      ),
    ],
    caller,
  );
  const items = page.items.map(({ item, facetVersion, ...version }) => ({
    ...version,
    actorName: names.ofActor(version.actor),
    ...names.ofChange(version.change),
    differences: differencesFor(caller, version.facet)(version.differences),
  }));
  return { ...page, items };
};

/** @throws DomainError invalid `history/in-future` */
export const assertPast = ({ clock }: { readonly clock: Clock }, at: Instant, pointer: string): void => {
  const now = clock.now();
  if (at > now) throw invalid(pointer, 'history/in-future', `${at} is in the future; it is ${now}: send a past time`);
};

/** Whether one of two places in a document contains the other. */
const isWithin = (one: string, other: string): boolean => {
  const [above, below] = [namesIn(one), namesIn(other)].toSorted((left, right) => left.length - right.length);
  return (above ?? []).every((name, place) => name === below?.[place]);
};

const differencesIn = (facet: HistoryFacet, before: readonly ItemVersion[], all: readonly ItemVersion[], caller: Caller) => {
  const between = all.slice(before.length).filter((version) => version.facet === facet);
  const found = differencesOf(stateOfPart(before, facet).content, stateOfPart(all, facet).content);
  return differencesFor(
    caller,
    facet,
  )(found).map((difference) => ({
    facet,
    ...difference,
    versions: between
      .filter(({ differences }) => differences.some(({ path }) => isWithin(path, difference.path)))
      .map(({ version }) => version),
  }));
};

/** Two past times. `to` is now unless given. */
interface Span {
  readonly from: Instant;
  readonly to?: Instant | undefined;
}

/**
 * How an item differs between two times, and the versions that made each difference (C6). What was changed and changed back is none.
 * @throws DomainError missing `item/not-found`; invalid `history/in-future`, `query/invalid`
 */
export const readDifference = (context: HistoryContext) => async (reference: string, span: Span, caller: Caller) => {
  const { from, to = context.clock.now() } = span;
  assertTimeRange(from, to);
  assertPast(context, to, '/query/to');
  const id = await historyInPath(context)(reference);
  const all = await context.history.versions(id, to);
  const before = all.filter(({ at }) => at <= from);
  return { differences: historyFacets.flatMap((facet) => differencesIn(facet, before, all, caller)) };
};
