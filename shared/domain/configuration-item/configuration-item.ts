import * as z from 'zod';
import { changeControls } from '../class/class.ts';
import type { ChainField } from '../history/item-version.ts';
import { CostShare } from '../item/cost-share.ts';
import type { MergeField } from '../item/merge.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceOf } from '../resource/define-resource.ts';
import { ExactLine, Line } from '../text.ts';
import { FreeForm, Name, Reference } from '../values.ts';
import { AliasValue, normalAliasText } from './alias.ts';
import { FirstEvidence, storedEvidence } from './gate-evidence.ts';
import { stages } from './stage-table.ts';

export const criticalities = ['low', 'moderate', 'high', 'critical'] as const;
type Criticality = (typeof criticalities)[number];

/** The highest of some criticalities. Undefined if none is known. */
export const mostCritical = (some: readonly (Criticality | undefined)[]): Criticality | undefined =>
  criticalities.findLast((criticality) => some.includes(criticality));

const hasNoDuplicates =
  <Entry>(keyOf: (entry: Entry) => string) =>
  (list: readonly Entry[]) =>
    new Set(list.map(keyOf)).size === list.length;

export const relationTypes = ['depends-on', 'runs-on', 'member-of', 'secured-by', 'connects-to', 'standby-of'] as const;
export type RelationType = (typeof relationTypes)[number];

const Labels = () => z.record(ExactLine().min(1).max(100), ExactLine().max(500));

/**
 * The fields of a CI that callers set. Only `name` and `class` are required. Draft, patch, row and view are composed from these fields.
 * Relations in the body of POST are created together with the CI.
 */
export const configurationItemFields = () => ({
  name: Name(),
  /** The name of its class (`domain/class`). */
  class: Name(),
  environment: Line().max(50).optional(),
  criticality: z.enum(criticalities).default('moderate'),
  stage: z.enum(stages).default('proposed'),
  ownerTeam: Reference().optional(),
  aliases: z.array(AliasValue()).max(20).refine(hasNoDuplicates(normalAliasText), 'an alias may be listed only once').default([]),
  labels: Labels().default({}),
  contactGroups: z
    .array(z.strictObject({ group: Reference(), role: Line().max(50) }))
    .max(20)
    .default([]),
  patchSchedule: Line().max(200).optional(),
  attributes: FreeForm().default({}),
  /** How it may change while it is in service (C5). If it is not set, its class says so. */
  changeControl: z.enum(changeControls).optional(),
});

/** The fields of a CI with those that only Quiesce sets: the evidence for its gates, or that it was in operation before (C4). */
export const storedConfigurationItemFields = () => ({
  ...configurationItemFields(),
  evidence: z.union([z.literal('existing'), storedEvidence()]).optional(),
});

/** The operating view of an item (C1). It has its own version and ETag. Aliases are stored with the time at which they were added (W1). */
export type ConfigurationItem = ResourceOf<typeof storedConfigurationItemFields> & ChainField & MergeField;

/** The most labels of a CI. Each label needs two postings, and a CI has at most 40 postings (T11). */
const maxLabels = 10;

/** The fields with the rules for writing. The limit of labels is not applied when rows are read, because older rows may exceed it. */
const draftFields = () => ({
  ...configurationItemFields(),
  labels: Labels()
    .refine((labels) => Object.keys(labels).length <= maxLabels, `at most ${maxLabels} labels, such as {"app": "orders"}`)
    .meta({ maxProperties: maxLabels })
    .default({}),
});

/** The fields that are stored with the CI. Relations are stored in rows of their own (T7). */
export const ConfigurationItemFields = lazily(() => z.strictObject(draftFields()));
export type ConfigurationItemFields = Shape<typeof ConfigurationItemFields>;

/**
 * The most relations that can be created together with a CI. Each writes up to two rows of its target. A transaction has at most 100 rows
 * (T5), and aliases, the name, postings, words and the history need up to 62 of them.
 */
const maxNewRelations = 16;

export const ConfigurationItemDraft = lazily(() =>
  z
    .strictObject({
      ...draftFields(),
      evidence: FirstEvidence().optional(),
      relations: z
        .array(z.strictObject({ type: z.enum(relationTypes), target: Reference(), share: CostShare().optional() }))
        .max(maxNewRelations)
        .default([]),
    })
    .meta({ id: 'ConfigurationItemDraft' }),
);
export type ConfigurationItemDraft = Shape<typeof ConfigurationItemDraft>;
/** The stage can be set only at creation. Afterwards, it changes by transitions (C4). */
export const ConfigurationItemPatch = lazily(() => {
  const { stage, ...patchable } = draftFields();
  return patchOf(patchable).meta({ id: 'ConfigurationItemPatch' });
});
