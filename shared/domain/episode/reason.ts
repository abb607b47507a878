import type { Instant } from '../clock.ts';
import type { EndedQuiet } from '../suppression/ended.ts';
import type { HoldBar } from '../suppression/exemption.ts';

/** The time, such as `04:00`, with its date if that differs from the date of `reference`. */
const clockTime = (at: Instant, reference: Instant): string => {
  const time = at.slice(11, 16);
  return at.slice(0, 10) === reference.slice(0, 10) ? time : `${at.slice(0, 10)} ${time}`;
};

const firingSince = (startsAt: Instant): string => `firing since ${startsAt.slice(0, 10)} ${startsAt.slice(11, 16)} UTC`;

/** The reason why an alert is sent now: `unsuppressed: CHG-000012 ended 04:00, firing since 02:17 UTC`. */
export const endedReason = (word: 'unsuppressed' | 'pre-existing', ended: EndedQuiet | undefined, startsAt: Instant): string => {
  if (!ended) return `${word}: its window is no longer in force, ${firingSince(startsAt)}`;
  const numbers = [...new Set(ended.by.map(({ number }) => number))].join(', ');
  const how = ended.ending === 'cut' ? 'ended early' : 'ended';
  return `${word}: ${numbers} ${how} ${clockTime(ended.to, ended.to)}, firing since ${clockTime(startsAt, ended.to)} UTC`;
};

const barTexts: Readonly<Record<HoldBar, string>> = {
  'never-suppressed': 'its monitor exempts it now',
  'suppression-unknown': 'a matcher of its monitor cannot be read',
  observes: 'its monitor observes now',
};

/** The reason why a held alert is sent: its monitor may not hold it any more, or its suppression has ended. */
export const releaseReason = (bar: HoldBar | undefined, ended: EndedQuiet | undefined, startsAt: Instant): string =>
  bar === undefined ? endedReason('unsuppressed', ended, startsAt) : `unsuppressed: ${barTexts[bar]}, ${firingSince(startsAt)}`;
