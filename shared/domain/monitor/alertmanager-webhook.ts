import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily } from '../lazily.ts';
import { sha256 } from '../sha256.ts';
import { isOrdinary } from '../values.ts';
import type { AlertLabels, ReceivedAlert } from './received-alert.ts';

/**
 * The message of Alertmanager's webhook, version 4. Tolerant: unknown fields are let through, and every alert is read
 * by itself, so that one that cannot be read loses none of the others (M1). The status at the top is the group's and says nothing.
 */
export const AlertmanagerMessage = lazily(() =>
  z.looseObject({ truncatedAlerts: z.coerce.number().default(0), alerts: z.array(z.unknown()) }).meta({ id: 'AlertmanagerMessage' }),
);

/** Go's zero time: an alert without an end. */
const unset = '0002';
/** Longer ones are hashed, so that a key of ours holds every fingerprint. */
const longestFingerprint = 200;

/** Any RFC 3339 time, nanoseconds too, as milliseconds; years past 9999 do not sort and are not taken. */
const instant = () =>
  z.string().transform((text, context): Instant => {
    const at = new Date(text);
    if (/^\d{4}-\d{2}-\d{2}T/.test(text) && isOrdinary(at)) return at.toISOString();
    context.addIssue({ code: 'custom', message: 'not a time' });
    return z.NEVER;
  });

const text = () => z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** A label without a name says nothing, and cannot be kept. */
const labelled = () =>
  z
    .record(z.string(), text())
    .transform((given) => Object.fromEntries(Object.entries(given).filter(([name]) => name !== '')))
    .nullish();

const Alert = lazily(() =>
  z.looseObject({
    status: z.enum(['firing', 'resolved']),
    labels: labelled(),
    annotations: labelled(),
    startsAt: instant().optional(),
    endsAt: instant().optional(),
    fingerprint: z.string().nullish(),
  }),
);

/** Alertmanager names an alert by its labels; where it does not say the name, so do we. */
const fingerprintOf = (given: string | null | undefined, labels: AlertLabels): string => {
  if (!given) return sha256(JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 32);
  return given.length > longestFingerprint ? sha256(given) : given;
};

const isSet = (at: Instant | undefined): at is Instant => at !== undefined && at > unset;

/** The alerts of a message that can be read, and how many cannot. `now` stands for a time that is not said. */
export const readAlerts = (
  alerts: readonly unknown[],
  now: Instant,
): { readonly readable: readonly ReceivedAlert[]; readonly unreadable: number } => {
  const readable = alerts.flatMap((given): readonly ReceivedAlert[] => {
    const parsed = Alert().safeParse(given);
    if (!parsed.success) return [];
    const { status, fingerprint, startsAt, endsAt } = parsed.data;
    const labels = parsed.data.labels ?? {};
    return [
      {
        fingerprint: fingerprintOf(fingerprint, labels),
        status,
        labels,
        annotations: parsed.data.annotations ?? {},
        startsAt: isSet(startsAt) ? startsAt : now,
        endsAt: isSet(endsAt) ? endsAt : now,
      },
    ];
  });
  return { readable, unreadable: alerts.length - readable.length };
};
