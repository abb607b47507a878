import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceDefinition, type ResourceOf, type ResourceRepository } from '../resource/define-resource.ts';
import { Name } from '../values.ts';
import { defaultKindName, monitorKindNames } from './kinds/kinds.ts';

/** The grace period lets recoveries arrive after a window. They come with the next group interval, so the default is that plus ten seconds (S11). */
export type GracePeriod = Pick<Monitor, 'graceSeconds' | 'groupIntervalSeconds'>;
export const graceOf = ({ graceSeconds, groupIntervalSeconds }: GracePeriod): number => (graceSeconds ?? groupIntervalSeconds + 10) * 1_000;

/** A rule of the mapping: which label names a CI, and by which scheme. */
export const mappingRule = () => z.strictObject({ label: z.string().min(1).max(100), scheme: z.string().min(1).max(64) });

/** What people say of a monitor, beside its mapping and its receiver. */
export const monitorFields = () => ({
  name: Name(),
  kind: z.enum(monitorKindNames).default(defaultKindName),
  mode: z.enum(['enforce']).default('enforce'),
  groupIntervalSeconds: z.int().min(1).max(3_600).default(300),
  graceSeconds: z.int().min(0).max(3_600).optional(),
  preExisting: z.enum(['remind', 'quiet']).default('remind'),
  neverSuppress: z.array(z.string().min(1).max(500)).max(50).optional().meta({
    description:
      'matchers in Alertmanager\'s notation: an alert for which all of them hold is never suppressed; an empty list names none. Alerts named Watchdog or DeadMansSwitch and those of severity="security" are never suppressed anyway',
  }),
  repeatIntervalSeconds: z.int().min(60).max(2_592_000).default(14_400),
});

/** What people say of a receiver, beside its secret. */
export const receiverFields = () => ({ kind: z.literal('webhook').default('webhook'), url: z.url({ protocol: /^https?$/ }).max(2_000) });

/** The body of POST; a receiver's secret unset: one is made and shown once. */
export const MonitorDraft = lazily(() =>
  z
    .strictObject({
      ...monitorFields(),
      mapping: z.array(mappingRule()).max(20).optional(),
      receiver: z.strictObject({
        ...receiverFields(),
        secret: z
          .string()
          .regex(/^whsec_(?=.{24,200}$)([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'whsec_ and base64')
          .optional(),
      }),
    })
    .meta({ id: 'MonitorDraft' }),
);
export type MonitorDraft = Shape<typeof MonitorDraft>;

export const MonitorPatch = lazily(() => patchOf(MonitorDraft().shape).meta({ id: 'MonitorPatch' }));

/** A monitor: its mapping rules have the instant they were added (W1), its receiver's secret is sealed (M5). */
export type Monitor = ResourceOf<typeof monitorFields> & {
  readonly mapping?: readonly (Shape<typeof mappingRule> & { readonly addedAt: Instant })[] | undefined;
  readonly receiver: z.output<z.ZodObject<ReturnType<typeof receiverFields>>> & { readonly sealedSecret: string };
};

/** What the frame of plain nouns needs; a monitor differs from them in its mapping's instants and its sealed secret. */
export const Monitors: ResourceDefinition = {
  noun: 'monitor',
  plural: 'monitors',
  title: 'Monitor',
  draft: MonitorDraft,
  patch: MonitorPatch,
  unique: (monitor) => [{ scheme: 'name', value: (monitor as Monitor).name.toLowerCase() }],
};

export type MonitorRepository = ResourceRepository<Monitor>;

/** Seals what a monitor keeps secret, with the monitor's id as context, so that it opens for this monitor only (M5). */
export interface Sealer {
  seal(text: string, monitor: string): Promise<string>;
  open(sealed: string, monitor: string): Promise<string>;
}
