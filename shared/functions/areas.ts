import { approvalRoutes } from '../contracts/approvals.ts';
import { assetRoutes } from '../contracts/asset-routes.ts';
import { calendarRoutes } from '../contracts/calendar-routes.ts';
import { changesRoutes } from '../contracts/changes.ts';
import { configurationItemRoutes } from '../contracts/configuration-items.ts';
import { importRoutes } from '../contracts/imports.ts';
import { ingestRoutes, monitorRoutes } from '../contracts/monitors.ts';
import { peopleRoutes } from '../contracts/people.ts';
import { reportRoutes } from '../contracts/reports.ts';
import { suppressionRoutes } from '../contracts/suppression.ts';
import { systemRoutes } from '../contracts/system.ts';
import type { FunctionRecord } from './function-record.ts';

/** Functions that handle HTTP requests, one per area of the API. Each bundle contains only its own record: esbuild removes the others. */

export const systemFunction = {
  name: 'system',
  description: 'Health checks, the API documentation, and all paths that no other function handles.',
  area: { title: 'System', routes: systemRoutes, isFallback: true },
  needs: ['origin-proof'],
} as const satisfies FunctionRecord;

export const peopleFunction = {
  name: 'people',
  description: 'People, teams, contact groups and machine clients. Also the identity of the caller, and all events for audits.',
  area: { title: 'People', routes: peopleRoutes },
  needs: ['origin-proof', 'table', 'callers'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'byTime'],
    checks: true,
    writes: ['sign-ins', 'answers', 'events', 'people', 'credentials', 'address-changes', 'dues'],
    removes: ['people', 'credentials', 'namings'],
    batches: ['namings'],
  },
} as const satisfies FunctionRecord;

export const assetsFunction = {
  name: 'assets',
  description: 'The asset facet of items: cost, owner, location and disposal.',
  area: { title: 'Assets', routes: assetRoutes },
  needs: ['origin-proof', 'table', 'callers'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder'],
    checks: true,
    writes: [
      ...(['sign-ins', 'answers', 'events', 'items', 'history', 'postings', 'asset-names', 'unauthorized-changes'] as const),
      ...(['holders', 'pools', 'books', 'categories', 'held-seats', 'contracts', 'reminders', 'dues'] as const),
    ],
    removes: ['items', 'postings', 'holders', 'pools', 'held-seats', 'reminders'],
    batches: ['namings', 'contract-shares'],
  },
} as const satisfies FunctionRecord;

export const reportsFunction = {
  name: 'reports',
  description: 'Reports on assets, services, changes, alerts and access. Large ones are written by the function export.',
  area: { title: 'Reports', routes: reportRoutes },
  needs: ['origin-proof', 'table', 'callers', 'export-queue'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: ['sign-ins', 'events', 'exports'],
  },
  // A whole processor: the charges of 1,000 assets over ten years take some seconds.
  memoryMegabytes: 1769,
  timeoutSeconds: 25,
} as const satisfies FunctionRecord;

export const importsFunction = {
  name: 'imports',
  description: 'Imports and exports: begins them, and tells how far they have come. The functions import and export run them.',
  area: { title: 'Imports and exports', routes: importRoutes },
  needs: ['origin-proof', 'table', 'callers', 'import-upload', 'export-download', 'export-queue'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder'],
    checks: true,
    writes: ['sign-ins', 'answers', 'events', 'imports', 'exports'],
  },
} as const satisfies FunctionRecord;

export const configurationItemsFunction = {
  name: 'configuration-items',
  description: 'Items with both facets, their CI facets, the relations between CIs, and their classes.',
  area: { title: 'Configuration items', routes: configurationItemRoutes },
  needs: ['origin-proof', 'table', 'callers', 'sealed-history'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: [
      ...(['sign-ins', 'answers', 'events', 'items', 'history', 'former-dependants', 'postings', 'aliases', 'classes'] as const),
      ...(['unauthorized-changes', 'reminders', 'dues'] as const),
    ],
    removes: ['items', 'postings', 'classes', 'namings', 'reminders', 'sightings'],
    batches: ['namings'],
  },
} as const satisfies FunctionRecord;

export const changesFunction = {
  name: 'changes',
  description:
    'Changes: request, decide, start, finish and review. Also the history and the alerts of a change, approval policies, change templates and delegations.',
  area: { title: 'Changes', routes: changesRoutes },
  needs: ['origin-proof', 'table', 'callers'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: [
      ...(['sign-ins', 'answers', 'events', 'changes', 'windows', 'reservations', 'dues', 'change-names'] as const),
      ...(['approval-policies', 'change-templates', 'delegations', 'delegation-lists', 'success-records', 'standing-requests'] as const),
      ...(['unauthorized-changes', 'outages'] as const),
    ],
    removes: ['change-names', 'approval-policies', 'change-templates', 'delegations', 'namings'],
    batches: ['changes', 'items', 'service-windows', 'reservations', 'namings', 'dues'],
    counts: true,
  },
} as const satisfies FunctionRecord;

export const calendarsFunction = {
  name: 'calendars',
  description:
    'Freezes, maintenance hours, patch schedules, the times at which configuration items can be changed, and calendar feeds, which need no signing in.',
  area: { title: 'Calendars', routes: calendarRoutes },
  needs: ['origin-proof', 'table', 'callers', 'public-url'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector'],
    checks: true,
    writes: ['sign-ins', 'answers', 'events', 'calendars', 'patch-schedules', 'calendar-feeds', 'credentials', 'dues'],
    removes: ['calendars', 'patch-schedules', 'calendar-feeds', 'credentials'],
    batches: ['namings'],
  },
} as const satisfies FunctionRecord;

export const approvalsFunction = {
  name: 'approvals',
  description:
    "Answers without signing in, with a mailed link and a one-time code: decisions on changes, and whether a holder accepts an asset. Also the changes that wait for the caller's decision.",
  area: { title: 'Approvals', routes: approvalRoutes },
  needs: ['origin-proof', 'table', 'callers', 'mail', 'public-url'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: ['sign-ins', 'events', 'changes', 'windows', 'reservations', 'dues', 'items', 'history', 'unauthorized-changes'],
    batches: ['dues'],
  },
  isDeployedGradually: true,
} as const satisfies FunctionRecord;

export const monitorsFunction = {
  name: 'monitors',
  description: 'Monitors, which send alerts, and their receivers. Also the outcome of each alert.',
  area: { title: 'Monitors', routes: monitorRoutes },
  needs: ['origin-proof', 'table', 'callers', 'seal', 'receivers', 'receiver-topics', 'send-queue', 'own-alarms', 'public-url'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['inOrder', 'bySelector', 'byTime'],
    checks: true,
    writes: ['sign-ins', 'answers', 'events', 'monitors', 'credentials', 'episodes', 'pending-deliveries', 'open-alerts', 'holds', 'dues'],
    removes: ['monitors', 'credentials', 'open-alerts', 'truncations'],
    batches: ['namings'],
  },
} as const satisfies FunctionRecord;

export const ingestFunction = {
  name: 'ingest',
  description: 'Receives the alerts that monitors send.',
  area: { title: 'Alert ingestion', routes: ingestRoutes, isUnthrottled: true },
  needs: ['origin-proof', 'table', 'callers', 'send-queue', 'own-alarms'],
  rows: {
    reads: ['one', 'many', 'partition'],
    checks: true,
    writes: ['episodes', 'pending-deliveries', 'open-alerts', 'closed-alerts', 'holds', 'unmapped-alerts', 'truncations', 'dues', 'events'],
    removes: ['open-alerts'],
  },
  memoryMegabytes: 1024,
  concurrency: 'paging',
  isDeployedGradually: true,
  alarms: { subject: 'Ingest', answers: true, slowMillis: 5_000, throttles: true, truncation: true },
} as const satisfies FunctionRecord;

export const evaluateFunction = {
  name: 'evaluate',
  description: 'Suppression decisions: whether alerts are suppressed at a given time, and why. Also the windows that suppress them.',
  area: { title: 'Evaluation', routes: suppressionRoutes },
  needs: ['origin-proof', 'table', 'callers'],
  rows: { reads: ['one', 'many', 'partition'], lists: ['byTime'], checks: true, writes: ['windows', 'dues', 'events', 'answers'] },
  memoryMegabytes: 1024,
  concurrency: 'paging',
  isDeployedGradually: true,
} as const satisfies FunctionRecord;
