import * as z from 'zod';
import { valueReaders } from '../domain/access.ts';
import { assetStatuses } from '../domain/asset/asset-values.ts';
import { reminderKinds } from '../domain/reminder/reminder.ts';
import { Line } from '../domain/text.ts';
import { Id, Money, PlainDate, StoredTime } from '../domain/values.ts';
import { nameView } from './names.ts';
import { periodReport } from './period-report.ts';

const place = () => ({
  location: Line().max(200).optional(),
  category: Line().max(200).optional(),
  costCenter: Line().max(200).optional(),
});

export const reportExpiring = periodReport('reportExpiring', 'expiring', {
  summary:
    'What expires in a period, in the order of the dates: warranties, terms, contracts, the last days to cancel them, and CIs such as certificates (A5, C8)',
  access: 'signed-in',
  row: () => ({
    item: Id(),
    itemName: nameView(),
    kind: z.enum(reminderKinds),
    date: PlainDate(),
    daysLeft: z.int(),
    contract: Id().optional(),
    term: Id().optional(),
  }),
});

export const reportPrepaid = periodReport('reportPrepaid', 'prepaid', {
  summary: 'What is paid and not used up at the end of `to`, by default today: of terms, contracts and costs with a period (A5)',
  access: valueReaders,
  row: () => ({
    kind: z.enum(['term', 'cost', 'contract']),
    id: Id(),
    item: Id().optional(),
    itemName: nameView(),
    from: PlainDate(),
    to: PlainDate(),
    cost: Money(),
    prepaid: Money(),
  }),
});

const placeFields = () => ({
  asset: Id(),
  assetName: z.string(),
  assetTag: z.string().optional(),
  category: z.string().optional(),
  location: z.string().optional(),
  costCenter: z.string().optional(),
  assignedTo: z.string().optional(),
});

export const reportAuditDue = periodReport('reportAuditDue', 'audit-due', {
  summary: 'Assets that have to be seen by the end of `to`, as their category says; by default until the end of the month',
  access: 'signed-in',
  query: place,
  row: () => ({ ...placeFields(), lastSeenAt: StoredTime().optional(), dueOn: PlainDate(), overdue: z.boolean() }),
});

export const reportIdle = periodReport('reportIdle', 'idle', {
  summary: 'Assets that were not used since `from`, by default 90 days ago, and those of which no use is known',
  access: 'signed-in',
  query: place,
  row: () => ({
    ...placeFields(),
    status: z.enum(assetStatuses),
    lastUsedAt: StoredTime().optional(),
    usageSource: z.string().optional(),
    idleDays: z.int().optional(),
  }),
});

const placeColumns = ['asset', 'assetName', 'assetTag', 'category', 'location', 'costCenter', 'assignedTo'];

/** The columns of each report in CSV. */
export const registerColumns = {
  expiring: ['item', 'itemName', 'kind', 'date', 'daysLeft', 'contract', 'term'],
  prepaid: ['kind', 'id', 'item', 'itemName', 'from', 'to', 'cost', 'prepaid', 'currency'],
  auditDue: [...placeColumns, 'lastSeenAt', 'dueOn', 'overdue'],
  idle: [...placeColumns, 'status', 'lastUsedAt', 'usageSource', 'idleDays'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
