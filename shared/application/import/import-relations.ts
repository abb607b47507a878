import * as z from 'zod';
import { type ConfigurationItem, relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import { invalid, isDomainError } from '../../domain/errors.ts';
import { parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf } from '../../domain/import/row-draft.ts';
import { CostShare } from '../../domain/item/cost-share.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import type { Edge } from '../../domain/item/relation-repository.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { lazily } from '../../domain/lazily.ts';
import { onFreshRows } from '../../domain/store.ts';
import { Reference } from '../../domain/values.ts';
import { additionOf, assertNotSelf, newRelations, type RelatedCis } from '../configuration-item/add-relations.ts';
import { assertRelatable } from '../configuration-item/relatable.ts';
import { splitFullRows } from '../relation/write-relations.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { resolveReferences } from './resolve-references.ts';

const RelationInRow = lazily(() =>
  z.object({ source: Reference(), type: z.string().trim(), target: Reference(), share: CostShare().optional() }),
);

/**
 * How many relations one transaction adds. Each has at most ten rows: of its edges at both ends, of the history of its source, its event, and what
 * change control records. A transaction has at most 100 rows (T5).
 */
const atOnce = 9;

/** A row, and the relation between stored CIs that it tells. */
interface RelationOfRow extends RelatedCis {
  readonly line: number;
  /** The relation as it is stored, if only its share is another one. */
  readonly before?: Edge | undefined;
}

type Outcomes = Map<number, RowOutcome | { readonly refused: unknown }>;

const typeInRow = (text: string) => {
  const known = relationTypes.find((name) => name === text);
  if (known) return known;
  throw invalid('/type', 'relation/type-unknown', `unknown relation type ${text}; send one of ${relationTypes.join(', ')}`);
};

const unknownItem = (pointer: string, reference: string) =>
  invalid(pointer, 'item/unknown', `item ${reference} does not exist; send an id, an asset tag or an alias such as hostname=orders-db-1`);

/** The relation of a row. @throws DomainError invalid with a pointer to the field that is wrong */
const relationOfRow = (
  { line, fields }: ReadableRow,
  run: ImportRun,
  { ids, cis }: { readonly ids: ReadonlyMap<string, string>; readonly cis: ReadonlyMap<string, ConfigurationItem> },
): RelationOfRow => {
  const told = parsedRow(RelationInRow(), draftOf(fields, run));
  const type = typeInRow(told.type);
  const ciAt = (end: 'source' | 'target'): ConfigurationItem => {
    const [pointer, id] = [`/${end}`, ids.get(told[end])];
    if (id === undefined) throw unknownItem(pointer, told[end]);
    const ci = cis.get(id);
    if (!ci) throw invalid(pointer, 'configuration-item/unknown', `item ${told[end]} is not a configuration item`);
    return ci;
  };
  const [source, target] = [ciAt('source'), ciAt('target')];
  const relation = { type, source: source.id, target: target.id, ...(told.share === undefined ? {} : { share: told.share }) };
  assertNotSelf(relation, '/target');
  return { line, relation, source, target };
};

/** Adds relations in one transaction. The CIs are read again, because an earlier transaction may have changed them. */
const add = async (context: ImportRunContext, run: ImportRun, wanted: readonly RelationOfRow[]): Promise<void> => {
  const full = await onFreshRows(async () => {
    const found = await context.configurationItems.findMany(wanted.flatMap(({ relation }) => [relation.source, relation.target]));
    const cis = new Map(found.map((ci) => [ci.id, ci]));
    const fresh = wanted.map((each) => ({
      ...each,
      source: cis.get(each.relation.source) ?? each.source,
      target: cis.get(each.relation.target) ?? each.target,
    }));
    const addition = await additionOf(context, fresh, { caller: run.caller, isRow: true });
    if (!run.state.dryRun && addition.writes.length > 0) await context.store.commit(addition.writes);
    return run.state.dryRun ? [] : addition.full;
  });
  await splitFullRows(context, full);
};

const outcomeOf = ({ relation, before }: RelationOfRow): RowOutcome => ({
  outcome: before ? 'updated' : 'created',
  item: relation.source,
});

/** Adds relations together, or one after another if one of them is refused: it must stop no other. */
const addTogether = async (
  context: ImportRunContext,
  run: ImportRun,
  wanted: readonly RelationOfRow[],
  outcomes: Outcomes,
): Promise<void> => {
  try {
    await add(context, run, wanted);
    for (const each of wanted) outcomes.set(each.line, outcomeOf(each));
  } catch (error) {
    if (isDomainError(error) && error.kind === 'busy') throw error;
    if (wanted.length > 1) for (const each of wanted) await addTogether(context, run, [each], outcomes);
    else for (const { line } of wanted) outcomes.set(line, { refused: error });
  }
};

const keyOf = ({ relation: { source, type, target } }: RelatedCis): string => `${target} ${source} ${type}`;

/**
 * Adds the relations of many rows that do not exist yet or get another share (L4), those to one target together, so that a hub is written once
 * for many of them (T7).
 */
const addAll = async (context: ImportRunContext, run: ImportRun, wanted: readonly RelationOfRow[]): Promise<Outcomes> => {
  const outcomes: Outcomes = new Map(wanted.map(({ line, relation }) => [line, { outcome: 'unchanged', item: relation.source }]));
  const { found } = wanted.length === 0 ? { found: [] } : await newRelations(context, wanted);
  // Rows may write one relation in different ways: the first of them counts.
  const distinct = new Map(found.toReversed().map((each) => [keyOf(each), each]));
  const byTarget = [...distinct].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
  const relatable = byTarget.filter((each) => {
    try {
      assertRelatable(each.source, '/source');
      assertRelatable(each.target, '/target');
      return true;
    } catch (refused) {
      outcomes.set(each.line, { refused });
      return false;
    }
  });
  for (let at = 0; at < relatable.length; at += atOnce) await addTogether(context, run, relatable.slice(at, at + atOnce), outcomes);
  for (const each of found) {
    const first = outcomes.get(distinct.get(keyOf(each))?.line ?? each.line);
    if (first && 'refused' in first) outcomes.set(each.line, first);
  }
  return outcomes;
};

/** The references of a row. */
const endsInRow = ({ source, target }: JsonObject): readonly string[] => [source, target].filter((end) => typeof end === 'string');

/**
 * Relations: found by their source, type and target, which are references (I7). They are only added: a relation that exists gets the
 * share of its row, if it has one, and one that a file does not name stays. The relations of a CI in service are judged as a request without a change is (C5, H10).
 */
export const importRelations: ImportKind = {
  keysOf: (fields) => [JSON.stringify(['source', 'type', 'target'].map((path) => textIn(fields, path) ?? null))],
  load: (context, run) => async (rows) => {
    const ids = await resolveReferences(
      context,
      rows.flatMap(({ fields }) => endsInRow(draftOf(fields, run))),
    );
    const cis = byEachId(await context.configurationItems.findMany([...ids.values()]), idsOfFacet);
    const refused: Outcomes = new Map();
    const wanted = rows.flatMap((row) => {
      try {
        return [relationOfRow(row, run, { ids, cis })];
      } catch (error) {
        refused.set(row.line, { refused: error });
        return [];
      }
    });
    // The first row that is handled adds the relations of all.
    const outcomes = lazily(() => addAll(context, run, wanted));
    return {
      handle: async ({ line }) => {
        const outcome = refused.get(line) ?? (await outcomes()).get(line);
        if (outcome === undefined || 'refused' in outcome) throw outcome?.refused;
        return outcome;
      },
    };
  },
};
