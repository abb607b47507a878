import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf } from '../resource/define-resource.ts';
import { ExactLine, Line, Passage, Remark } from '../text.ts';
import { Id, Reference, resourceFields, StoredTime, Time } from '../values.ts';

/** How a service is in an outage. What is degraded is reported, and does not count as downtime. */
export const outageStates = ['down', 'degraded'] as const;
export type OutageState = (typeof outageStates)[number];

/** Where an outage is known from (L2). */
export const outageSources = ['alert', 'change', 'manual', 'imported'] as const;
export type OutageSource = (typeof outageSources)[number];

/**
 * Whether an outage was measured: by alerts, or by a failed change that has the service down. Where it overlaps one that was typed, only its
 * times count. What a failed change only degrades counts as typed, because nothing measures how long it lasts: it must not hide that somebody
 * reports the service as down meanwhile.
 */
export const isMeasured = ({ source, state }: { readonly source: OutageSource; readonly state: OutageState }): boolean =>
  source === 'alert' || (source === 'change' && state === 'down');

/** The most corrections of one outage. */
export const mostCorrections = 100;

const outageTerms = (time: () => z.ZodType<string>) => ({
  start: time(),
  /** Without an end, the outage goes on. */
  end: time().optional(),
  state: z.enum(outageStates),
  cause: Line().max(500).optional(),
  /** The change that caused it. */
  change: Reference().optional(),
  /** The CI that caused it. */
  item: Reference().optional(),
  note: Passage().max(2_000).optional(),
});

/** The body of `POST /v1/services/{id}/outages`. */
export const OutageDraft = lazily(() => z.strictObject(outageTerms(Time)).meta({ id: 'OutageDraft' }));
export type OutageDraft = Shape<typeof OutageDraft>;

/** A correction: the fields that were wrong, and why. */
export const OutagePatch = lazily(() =>
  patchOf(outageTerms(Time))
    .extend({ reason: Remark(2_000) })
    .meta({ id: 'OutagePatch' }),
);

/** The facts that a correction replaces. */
const correctedFacts = () => ({ ...outageTerms(StoredTime), change: Id().optional(), item: Id().optional() });

/** A correction: who made it and why, and what the outage said before. */
export const OutageCorrection = () =>
  z.strictObject({ at: StoredTime(), by: z.string(), reason: z.string(), before: z.strictObject(correctedFacts()) });

export const outageFields = () => ({
  ...resourceFields(),
  service: Id(),
  ...correctedFacts(),
  source: z.enum(outageSources),
  /** What the tool calls it from which it was imported. */
  reference: ExactLine().max(200).optional(),
  reportedBy: z.string(),
  /** When its beginning and its end were received from a monitor, on our clock. */
  receivedAt: StoredTime().optional(),
  endReceivedAt: StoredTime().optional(),
  corrections: z.array(OutageCorrection()).max(mostCorrections),
});

/** A time in which a service was down or degraded, with where that is known from (L2). */
export const Outage = lazily(() => z.strictObject({ ...outageFields(), sourceKey: z.string().optional() }));
export type Outage = Shape<typeof Outage>;
export type OutageFacts = z.output<z.ZodObject<ReturnType<typeof correctedFacts>>>;
