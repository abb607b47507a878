import type { Instant } from '../../clock.ts';
import { annotationsIn, hasUnstorableName, labelsIn, membersOf } from '../alert-labels.ts';
import { endIn, startIn } from '../alert-times.ts';
import { type AlertLabels, cutMark, digestOfLabels, fingerprintFor, type ReceivedAlert } from '../received-alert.ts';

/** Longer links are left out, because a shortened link does not work and the episode must stay small. */
const longestLink = 4_096;

/** Alertmanager identifies an alert by its labels. An alert without a fingerprint gets a hash of them. */
const fingerprintOf = (value: unknown, labels: AlertLabels): string => {
  const fingerprint = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return fingerprint === '' ? digestOfLabels(labels) : fingerprintFor(fingerprint);
};

const isLink = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= longestLink;

/** Whether a label or an annotation of the alert cannot be stored. */
export const isIncomplete = (alert: unknown): boolean => {
  const { labels, annotations } = membersOf(alert);
  return hasUnstorableName(labels) || hasUnstorableName(annotations);
};

/**
 * Reads one alert in Alertmanager's format, which other monitors use too. Everything that can be read is taken, so that no alert is refused
 * for ever: an unknown status counts as firing, and times that cannot be read count as the receipt. Returns `undefined` for an alert without
 * labels, because nothing says what it is about. `externalURL` is a field of the whole message.
 */
export const readAlert = (alert: unknown, externalURL: unknown, receipt: Instant): ReceivedAlert | undefined => {
  const fields = membersOf(alert);
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
