import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceOf } from '../resource/define-resource.ts';
import { FreeForm, Name, Reference } from '../values.ts';
import { AliasValue, aliasText } from './alias.ts';

/** Classes that ship; teams add their own later. A certificate never has an asset facet (C1). */
export const shippedClasses = [
  'server',
  'virtual-machine',
  'container-cluster',
  'database',
  'application',
  'load-balancer',
  'certificate',
  'network-device',
  'storage',
  'queue',
  'function',
  'group',
  'service',
] as const;

export const criticalities = ['low', 'moderate', 'high', 'critical'] as const;
/** Classes whose items are nobody's property: they have no asset facet. */
const withoutAsset: readonly string[] = ['certificate'];
export const mayHaveAsset = (className: string): boolean => !withoutAsset.includes(className);

export const stages = ['proposed', 'design', 'build', 'test', 'live', 'retiring', 'decommissioned'] as const;

const each =
  <Entry>(of: (entry: Entry) => string) =>
  (list: readonly Entry[]) =>
    new Set(list.map(of)).size === list.length;

export const relationTypes = ['depends-on', 'runs-on', 'member-of', 'secured-by', 'connects-to', 'standby-of'] as const;
export type RelationType = (typeof relationTypes)[number];

/**
 * What people say of a CI; `{name, class}` is enough to begin. Draft, patch, row and view are composed from these fields. Relations given
 * at POST are made with it.
 */
export const configurationItemFields = () => ({
  name: Name(),
  class: z.enum(shippedClasses),
  environment: z.string().min(1).max(50).optional(),
  criticality: z.enum(criticalities).default('moderate'),
  stage: z.enum(stages).default('proposed'),
  ownerTeam: Reference().optional(),
  aliases: z.array(AliasValue()).max(20).refine(each(aliasText), 'each alias once').default([]),
  labels: z.record(z.string().min(1).max(100), z.string().max(500)).default({}),
  contactGroups: z
    .array(z.strictObject({ group: Reference(), role: z.string().min(1).max(50) }))
    .max(20)
    .default([]),
  patchSchedule: z.string().min(1).max(200).optional(),
  attributes: FreeForm().default({}),
});

/** The operating view of an item (C1): its own version and ETag. Aliases are kept with the instant they were added (W1). */
export type ConfigurationItem = ResourceOf<typeof configurationItemFields>;

/** Each label is two postings, and an item has at most 40 (T11). */
const labelsAtMost = 10;

/** The fields as they are written. The limit of labels is no rule of reading: what was written before it still reads. */
const draftFields = () => ({
  ...configurationItemFields(),
  labels: z
    .record(z.string().min(1).max(100), z.string().max(500))
    .refine((labels) => Object.keys(labels).length <= labelsAtMost, `at most ${labelsAtMost} labels, such as {"app": "orders"}`)
    .meta({ maxProperties: labelsAtMost })
    .default({}),
});

/** What is kept of what people say: relations lie apart (T7). */
export const ConfigurationItemFields = lazily(() => z.strictObject(draftFields()));
export type ConfigurationItemFields = Shape<typeof ConfigurationItemFields>;

/**
 * Each relation made with the CI writes up to two rows of its target, and one item write is a hundred rows at most (T5): aliases,
 * postings and words take up to 58 of them.
 */
const relationsAtOnce = 18;

export const ConfigurationItemDraft = lazily(() =>
  z
    .strictObject({
      ...draftFields(),
      relations: z
        .array(z.strictObject({ type: z.enum(relationTypes), target: Reference() }))
        .max(relationsAtOnce)
        .default([]),
    })
    .meta({ id: 'ConfigurationItemDraft' }),
);
export type ConfigurationItemDraft = Shape<typeof ConfigurationItemDraft>;
/** Stage is given at the beginning only; afterwards it moves by its transitions (C4). */
export const ConfigurationItemPatch = lazily(() => {
  const { stage, ...patchable } = draftFields();
  return patchOf(patchable).meta({ id: 'ConfigurationItemPatch' });
});

/** Whether the CI is, or once was, in operation: then it is retired by its stages and never deleted (C4). */
export const wasEverLive = ({ stage }: Pick<ConfigurationItem, 'stage'>): boolean => stages.indexOf(stage) >= stages.indexOf('live');
