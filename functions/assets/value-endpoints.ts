import { type AdjustmentRecord, adjustAsset, listAdjustments } from '../../shared/application/asset/adjust-asset.ts';
import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import { booksOfAsset } from '../../shared/application/asset/book-writes.ts';
import { readDepreciation, readValue } from '../../shared/application/asset/read-value.ts';
import { type Names, type NamesContext, namesOf, referencesTo, referencesToActors } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/asset-values.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { type Book, bookedOn, isBookNamed } from '../../shared/domain/book/book.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

const bodyOf = (fact: AdjustmentRecord, books: readonly Book[], names: Names) => {
  if (fact.kind === 'transfer') {
    const { owner } = fact.to;
    const ownerNames = owner && { person: names.of(owner.person), team: names.of(owner.team) };
    return { kind: fact.kind, ...fact.to, ownerNames, note: fact.note };
  }
  const book = books.find((each) => isBookNamed(each)(fact.adjustment.book));
  return { ...fact.adjustment, ...(book ? { bookedOn: bookedOn(book, fact.date, fact.id) } : {}) };
};

/** Adjustments as the API answers them, with the names of the asset and of who recorded them. */
const showAdjustments = (context: NamesContext) => async (facts: readonly AdjustmentRecord[], books: readonly Book[], caller: Caller) => {
  const references = facts.flatMap((fact) => [
    ...referencesTo('item', [fact.asset]),
    ...referencesToActors([fact.actor]),
    ...referencesTo('person', [fact.kind === 'transfer' ? fact.to.owner?.person : undefined]),
    ...referencesTo('team', [fact.kind === 'transfer' ? fact.to.owner?.team : undefined]),
  ]);
  const names = await namesOf(context)(references, caller);
  return facts.map((fact) => ({
    id: fact.id,
    asset: names.item(fact.asset),
    assetName: names.of(fact.asset),
    date: fact.date,
    recordedAt: fact.recordedAt,
    recordedBy: fact.actor,
    recordedByName: names.ofActor(fact.actor),
    ...bodyOf(fact, books, names),
  }));
};

/** The part of a list that a page has. The list is as short as the life of one asset. */
const pageOfFacts = (facts: readonly AdjustmentRecord[], { limit, after = '' }: ReturnType<typeof pageRequest>) => {
  const rest = facts.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  return { items, nextCursor: rest.length > limit ? items.at(-1)?.id : undefined };
};

/** The endpoints of the value of an asset, and of what adjusts it. */
export const valueEndpoints = (context: AssetContext & NamesContext): readonly Endpoint[] => [
  on(contract.adjustAsset, async ({ params, body, caller }) => {
    const fact = await adjustAsset(context)(params.id, body, caller);
    const named = fact.kind === 'adjustment' ? [{ name: fact.adjustment.book }] : [];
    const books = await booksOfAsset(context, { books: named as never });
    return (await showAdjustments(context)([fact], books, caller))[0];
  }),
  on(contract.listAdjustments, async ({ params, query, caller }) => {
    const { facts, books } = await listAdjustments(context)(params.id);
    const page = pageOfFacts(facts, pageRequest('adjustments', query));
    return pageAnswer('adjustments', query, { ...page, items: await showAdjustments(context)(page.items, books, caller) }, (fact) => fact);
  }),
  on(contract.readValue, ({ params, query }) => readValue(context)(params.id, query)),
  on(contract.readDepreciation, ({ params, query }) => readDepreciation(context)(params.id, query.book)),
];
