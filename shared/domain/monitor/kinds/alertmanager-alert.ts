import type { Instant } from '../../clock.ts';
import { sha256 } from '../../sha256.ts';
import { annotationsIn, hasUnstorableName, labelsIn } from '../alert-labels.ts';
import { endIn, startIn } from '../alert-times.ts';
import { type AlertLabels, cutMark, digestOfLabels, type ReceivedAlert } from '../received-alert.ts';

/** Longer fingerprints are hashed, so that each fits into a key of the table. */
const longestFingerprint = 200;
/** Longer links are left out, because a shortened link does not work and the episode must stay small. */
const longestLink = 4_096;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Alertmanager identifies an alert by its labels. An alert without a fingerprint gets a hash of them. */
const fingerprintOf = (value: unknown, labels: AlertLabels): string => {
  const fingerprint = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (fingerprint === '') return digestOfLabels(labels);
  return fingerprint.length > longestFingerprint ? sha256(fingerprint) : fingerprint;
};

const isLink = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= longestLink;

/** Whether a label or an annotation of the alert cannot be stored. */
export const isIncomplete = (alert: unknown): boolean => {
  const { labels, annotations } = fieldsOf(alert);
  return hasUnstorableName(labels) || hasUnstorableName(annotations);
};

/**
 * Reads one alert in Alertmanager's format, which other monitors use too. Everything that can be read is taken, so that no alert is refused
 * for ever: an unknown status counts as firing, and times that cannot be read count as the receipt. Returns `undefined` for an alert without
 * labels, because nothing says what it is about. `externalURL` is a field of the whole message.
 */
export const readAlert = (alert: unknown, externalURL: unknown, receipt: Instant): ReceivedAlert | undefined => {
  const fields = fieldsOf(alert);
  const labels = labelsIn(fields.labels);
  if (Object.keys(labels).length === 0) return undefined;
  const status = fields.status === 'resolved' ? 'resolved' : 'firing';
  const start = startIn(fields.startsAt, receipt);
  const end = endIn(fields.endsAt, status, receipt);
  const { generatorURL } = fields;
  return {
    ...{ fingerprint: fingerprintOf(fields.fingerprint, labels), status, labels },
    annotations: { ...annotationsIn(fields.annotations), ...(isIncomplete(alert) ? { [cutMark]: 'true' } : {}) },
    ...start,
    ...end,
    warnings: [...start.warnings, ...end.warnings],
    ...(isLink(generatorURL) ? { generatorURL } : {}),
    ...(isLink(externalURL) ? { externalURL } : {}),
  };
};
