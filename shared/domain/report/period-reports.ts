import * as z from 'zod';
import type { Role } from '../access.ts';
import { BookDate } from '../book/book-date.ts';
import { lazily } from '../lazily.ts';

/** The reports of a period that are answered in pages and can be exported, by the name in their path. */
export const periodReportNames = [
  'availability',
  'change-schedule',
  'segregation-of-duties',
  'suppression-account',
  'unauthorized-changes',
] as const;
export type PeriodReportName = (typeof periodReportNames)[number];

interface PeriodReportRecord {
  /** The columns in CSV. */
  readonly columns: readonly string[];
  /** The numbers beside its rows, which a table has in a last line of their own: in a page those of the page, in an export those of all pages. */
  readonly counts?: readonly string[];
  /** Who may read it. @default everybody who is signed in */
  readonly readers?: readonly [Role, ...Role[]];
}

export const periodReportRecords = {
  availability: {
    columns: [
      ...['service', 'serviceName', 'month', 'from', 'to', 'countedTo', 'serviceTime', 'agreedDowntimeUsed', 'outageTime'],
      ...['allowedOutageTime', 'availability', 'target', 'met', 'recovery.allowed', 'recovery.worst', 'recovery.met', 'corrections'],
    ],
  },
  'change-schedule': {
    columns: [
      ...['window', 'change', 'number', 'revision', 'title', 'status', 'onHold', 'type', 'risk', 'state', 'mode', 'suppress'],
      ...['start', 'end', 'agreedDowntime', 'requester', 'requesterName', 'implementer', 'implementerName', 'items', 'itemNames'],
    ],
  },
  'segregation-of-duties': {
    columns: ['change', 'number', 'title', 'person', 'personName', 'kinds', 'checked', 'imported'],
    counts: ['checked', 'imported'],
    readers: ['auditor', 'admin'],
  },
  'suppression-account': {
    columns: [
      ...['episode', 'monitor', 'monitorName', 'alert', 'items', 'itemNames', 'windows', 'changes', 'changeNumbers', 'ending', 'observed'],
      ...['startsAt', 'receivedAt', 'endsAt', 'closedAt', 'sentAt', 'reason'],
    ],
  },
  'unauthorized-changes': {
    columns: [
      ...['unauthorizedChange', 'item', 'itemName', 'source', 'detectedAt', 'actor', 'actorName', 'justification', 'fields', 'status'],
      ...['resolution', 'change', 'number', 'title', 'draft', 'draftNumber', 'reason', 'resolvedBy', 'resolvedByName', 'resolvedAt'],
    ],
  },
} as const satisfies Readonly<Record<PeriodReportName, PeriodReportRecord>>;

/** Who may read such a report. Undefined for everybody who is signed in. */
export const readersOf = (report: PeriodReportName): readonly Role[] | undefined => {
  const { readers }: PeriodReportRecord = periodReportRecords[report];
  return readers;
};

/** The numbers that a report has beside its rows. Undefined if it has none. */
export const countsIn = (names: readonly string[] | undefined, answer: object): Readonly<Record<string, number>> | undefined =>
  names && Object.fromEntries(Object.entries(answer).filter(([name]) => names.includes(name)));

/** The same, by the name of the report. */
export const countsOf = (report: PeriodReportName, answer: object): Readonly<Record<string, number>> | undefined => {
  const { counts }: PeriodReportRecord = periodReportRecords[report];
  return countsIn(counts, answer);
};

/** The days that such a report is asked for. */
export const PeriodReportQuery = lazily(() => z.strictObject({ from: BookDate().optional(), to: BookDate().optional() }));
