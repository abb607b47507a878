import { type RelationType, relationTypes } from '../configuration-item/configuration-item.ts';
import type { Relation } from '../item/relation.ts';
import type { Edge } from '../item/relation-repository.ts';
import { isObject, type JsonObject } from '../json-object.ts';

/**
 * The relations of which an item is the source, as a document: `{"depends-on": {"<target>": {"type": "depends-on", "target": "<target>"}}}`, with
 * the redundancy groups of the target and the declared share. It has a member for each type, so that a difference always has the path of one relation, `/depends-on/<target>`.
 */
export const relationState = (edges: readonly Edge[]): JsonObject =>
  Object.fromEntries(
    relationTypes.map((type) => {
      const members = edges
        .filter((edge) => edge.type === type)
        .map(({ item: target, redundancy = [], share }) => [
          target,
          { type, target, ...(redundancy.length > 0 ? { redundancy } : {}), ...(share === undefined ? {} : { share }) },
        ]);
      return [type, Object.fromEntries(members)];
    }),
  );

/** The edges in such a document, in the order of types and targets. */
export const edgesIn = (state: JsonObject): readonly Edge[] =>
  relationTypes.flatMap((type: RelationType) => {
    const targets = state[type];
    return isObject(targets)
      ? Object.keys(targets)
          .toSorted()
          .map((item) => ({ type, item }))
      : [];
  });

/** The relations in such a document of an item. */
export const relationsIn = (source: string, state: JsonObject): readonly Relation[] =>
  edgesIn(state).map(({ type, item }) => ({ type, source, target: item }));
