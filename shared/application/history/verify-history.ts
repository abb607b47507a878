import { type Clock, day, plus, todayOf } from '../../domain/clock.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import { type ChainHead, facetContent, type HistoryFacet, historyFacets } from '../../domain/history/item-version.ts';
import { relationState } from '../../domain/history/relation-state.ts';
import type { SealedVersions } from '../../domain/history/seal.ts';
import { verifyChain } from '../../domain/history/verify-chain.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { type HistoryInPathContext, historyInPath } from './history-in-path.ts';

interface VerifyContext extends HistoryInPathContext {
  readonly history: HistoryRepository;
  readonly items: Pick<ItemRepository, 'find'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly seals: SealedVersions;
  readonly clock: Clock;
}

/** A part of an item as it is stored under one id: the end of its chain, and its content. */
interface StoredPart {
  readonly head: ChainHead | undefined;
  readonly content: object | undefined;
}

const partsOf = async ({ history, items, relations }: VerifyContext, id: string) => {
  const item: Item | undefined = await items.find(id);
  const [loose, edges] = await Promise.all([
    Promise.all(historyFacets.map((facet) => history.looseHead(id, facet))),
    relations.edges([id], 'out'),
  ]);
  const looseHead = (facet: HistoryFacet) => loose[historyFacets.indexOf(facet)]?.head;
  const facet = (name: 'asset' | 'ci'): StoredPart => {
    const own = item?.[name]?.id === id ? item[name] : undefined;
    return { head: own ? own.chain : looseHead(name), content: facetContent(own) };
  };
  const related: StoredPart = { head: looseHead('relations'), content: relationState(edges.flatMap((shard) => shard.edges)) };
  return { asset: facet('asset'), ci: facet('ci'), relations: related };
};

type Parts = Awaited<ReturnType<typeof partsOf>>;

const endOf = (parts: Parts): string => JSON.stringify(historyFacets.map((facet) => parts[facet].head));

/** How many days back the last sealed day is looked for. */
const sealsRead = 400;

/** How often the rows are read again while the item is being written. */
const attempts = 5;

/** The parts of an item, and the rows of its history at the same time: nothing was written between the reads. */
const consistent = async (context: VerifyContext, id: string) => {
  let parts = await partsOf(context, id);
  for (let attempt = 1; ; attempt += 1) {
    const rows = await context.history.rows(id);
    const after = await partsOf(context, id);
    if (endOf(parts) === endOf(after) || attempt === attempts) return { parts: after, rows };
    parts = after;
  }
};

/** Verifies the chains under one id. */
const verifyId = async (context: VerifyContext, id: string) => {
  const [{ parts, rows }, sealed] = await Promise.all([consistent(context, id), context.seals.versionsOf(id)]);
  const problems = historyFacets.flatMap((facet) => {
    const { head, content } = parts[facet];
    const chain = { facet, rows: rows.filter((row) => row.facet === facet), sealed: sealed.filter((each) => each.facet === facet) };
    return verifyChain({ ...chain, head, content });
  });
  return { problems, versions: rows.length };
};

/**
 * Verifies the history of an item (C6), under both ids if it was merged: whether all versions are there, unaltered and in order, and whether the item is what they say.
 * `sealedThrough` is the last day whose versions were sealed outside of the table.
 * @throws DomainError missing `item/not-found`
 */
export const verifyHistory = (context: VerifyContext) => async (reference: string) => {
  const { ids } = await historyInPath(context)(reference);
  const [verified, sealedThrough] = await Promise.all([
    Promise.all(ids.map((id) => verifyId(context, id))),
    context.seals.through(plus(todayOf(context), -sealsRead * day).slice(0, 10)),
  ]);
  const problems = verified.flatMap((each) => each.problems);
  return {
    valid: problems.length === 0,
    versions: verified.reduce((sum, { versions }) => sum + versions, 0),
    problems,
    ...(sealedThrough === undefined ? {} : { sealedThrough }),
  };
};
