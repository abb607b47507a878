import * as z from 'zod';
import { changeStatuses, changeTypes, risks } from '../domain/change/change-values.ts';
import { periodReportRecords } from '../domain/report/period-reports.ts';
import { dutyKinds } from '../domain/report/segregation-of-duties.ts';
import { resolutions, unauthorizedSources, unauthorizedStatuses } from '../domain/unauthorized-change/unauthorized-change.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { windowModes, windowStates } from '../domain/window/window.ts';
import { changeNameFields, itemNamesView, nameView } from './names.ts';
import { periodReport } from './period-report.ts';

export const reportSuppressionAccount = periodReport('reportSuppressionAccount', 'suppression-account', {
  summary: 'What was not heard at once, and why: the alerts that were held in a period, the newest first, and how each ended (S4)',
  access: 'signed-in',
  row: () => ({
    episode: Id(),
    monitor: Id(),
    monitorName: nameView(),
    alert: z.string().optional(),
    items: z.array(Id()),
    itemNames: itemNamesView(),
    windows: z.array(Id()),
    changes: z.array(Id()),
    changeNumbers: z.array(z.string()),
    ending: z.enum(['held', 'absorbed', 'released']),
    observed: z.boolean(),
    startsAt: StoredTime(),
    receivedAt: StoredTime(),
    endsAt: StoredTime().optional(),
    closedAt: StoredTime().optional(),
    sentAt: StoredTime().optional(),
    reason: z.string().optional(),
  }),
});

export const reportUnauthorizedChanges = periodReport('reportUnauthorizedChanges', 'unauthorized-changes', {
  summary: 'The changes without approval that were detected in a period, and what became of each (C5, C7)',
  access: 'signed-in',
  row: () => ({
    unauthorizedChange: Id(),
    item: Id(),
    itemName: nameView(),
    source: z.enum(unauthorizedSources),
    detectedAt: StoredTime(),
    actor: z.string().optional(),
    actorName: nameView(),
    justification: z.string().optional(),
    fields: z.array(z.string()),
    status: z.enum(unauthorizedStatuses),
    resolution: z.enum(resolutions).optional(),
    change: Id().optional(),
    ...changeNameFields(),
    draft: Id().optional(),
    draftNumber: z.string().optional(),
    reason: z.string().optional(),
    resolvedBy: z.string().optional(),
    resolvedByName: nameView(),
    resolvedAt: StoredTime().optional(),
  }),
});

export const reportChangeSchedule = periodReport('reportChangeSchedule', 'change-schedule', {
  summary: 'The windows of changes that overlap a period, in the order of their start (H3)',
  access: 'signed-in',
  row: () => ({
    window: Id(),
    change: Id(),
    number: z.string(),
    revision: z.int(),
    title: z.string().optional(),
    status: z.enum(changeStatuses).optional(),
    onHold: z.boolean().optional(),
    type: z.enum(changeTypes).optional(),
    risk: z.enum(risks).optional(),
    state: z.enum(windowStates),
    mode: z.enum(windowModes),
    suppress: z.boolean(),
    start: StoredTime(),
    end: StoredTime(),
    agreedDowntime: z.string().optional(),
    requester: Id().optional(),
    requesterName: nameView(),
    implementer: Id().optional(),
    implementerName: nameView(),
    items: z.array(Id()),
    itemNames: itemNamesView(),
  }),
});

export const reportSegregationOfDuties = periodReport('reportSegregationOfDuties', 'segregation-of-duties', {
  summary: 'Who had two duties for a change that must be apart, among the changes whose work was finished in a period (P2)',
  access: periodReportRecords['segregation-of-duties'].readers,
  more: () => ({ checked: z.int(), imported: z.int() }),
  row: () => ({ change: Id(), ...changeNameFields(), person: Id(), personName: nameView(), kinds: z.array(z.enum(dutyKinds)) }),
});
