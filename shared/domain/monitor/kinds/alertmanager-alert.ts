import * as z from 'zod';
import type { Instant } from '../../clock.ts';
import { lazily } from '../../lazily.ts';
import { sha256 } from '../../sha256.ts';
import { isOrdinary } from '../../values.ts';
import type { AlertLabels, ReceivedAlert } from '../received-alert.ts';

/** Times before this are Go's zero time: the alert has no end. */
const earliestTime = '0002';
/** Longer fingerprints are hashed, so that each fits into a key of the table. */
const longestFingerprint = 200;
/** Longer links are left out, because a shortened link does not work and the episode must stay small. */
const longestLink = 4_096;

/** Any RFC 3339 time, also with nanoseconds, converted to milliseconds. Years after 9999 are rejected, because they do not sort as text. */
const instant = () =>
  z.string().transform((text, context): Instant => {
    const at = new Date(text);
    if (/^\d{4}-\d{2}-\d{2}T/.test(text) && isOrdinary(at)) return at.toISOString();
    context.addIssue({ code: 'custom', message: 'not a valid time' });
    return z.NEVER;
  });

const text = () => z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Labels or annotations. An entry without a name carries no information and cannot be stored. */
const labels = () =>
  z
    .record(z.string(), text())
    .transform((entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => name !== '')))
    .nullish();

const Alert = lazily(() =>
  z.looseObject({
    status: z.enum(['firing', 'resolved']),
    labels: labels(),
    annotations: labels(),
    startsAt: instant().optional(),
    endsAt: instant().optional(),
    fingerprint: z.string().nullish(),
  }),
);

/** Alertmanager identifies an alert by its labels. An alert without a fingerprint gets a hash of them. */
const fingerprintOf = (fingerprint: string | null | undefined, labels: AlertLabels): string => {
  if (!fingerprint) return sha256(JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 32);
  return fingerprint.length > longestFingerprint ? sha256(fingerprint) : fingerprint;
};

const isSet = (at: Instant | undefined): at is Instant => at !== undefined && at > earliestTime;

const isLink = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= longestLink;

/**
 * Reads one alert in Alertmanager's format, which other monitors use too. Returns `undefined` if it cannot be read. `externalURL` is a field
 * of the whole message. `now` is used for times that the alert does not have.
 */
export const readAlert = (alert: unknown, externalURL: unknown, now: Instant): ReceivedAlert | undefined => {
  const parsed = Alert().safeParse(alert);
  if (!parsed.success) return undefined;
  const { status, fingerprint, startsAt, endsAt, generatorURL } = parsed.data;
  const labels = parsed.data.labels ?? {};
  return {
    fingerprint: fingerprintOf(fingerprint, labels),
    status,
    labels,
    annotations: parsed.data.annotations ?? {},
    startsAt: isSet(startsAt) ? startsAt : now,
    endsAt: isSet(endsAt) ? endsAt : now,
    ...(isLink(generatorURL) ? { generatorURL } : {}),
    ...(isLink(externalURL) ? { externalURL } : {}),
  };
};
