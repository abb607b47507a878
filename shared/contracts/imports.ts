import * as z from 'zod';
import { ExportDraft } from '../domain/export/export.ts';
import {
  ImportDraft,
  importFields,
  importOutcomes,
  importStatuses,
  progressFields,
  reasonFields,
  rowErrorFields,
} from '../domain/import/import.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, resourceFields, StoredTime } from '../domain/values.ts';
import { route } from './contract.ts';
import { ExportView } from './export-view.ts';
import { pageOf, pageQuery } from './paging.ts';
import { reportProblems } from './report-problems.ts';

const importView = () => ({
  ...resourceFields(),
  ...importFields(),
  status: z.enum(importStatuses),
  progress: z.strictObject(progressFields()),
  reason: z.strictObject(reasonFields()).optional(),
  ignoredColumns: z.array(z.string()).optional(),
  startedAt: StoredTime().optional(),
  endedAt: StoredTime().optional(),
});

export const ImportView = lazily(() => z.strictObject(importView()).meta({ id: 'Import' }));

/** An import with the form with which its file is uploaded. The form is shown only once. */
const ImportWithUpload = lazily(() =>
  z
    .strictObject({ ...importView(), upload: z.strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) }) })
    .meta({ id: 'ImportWithUpload' }),
);

const ImportRowView = lazily(() =>
  z
    .strictObject({
      line: z.int().min(1),
      outcome: z.enum(importOutcomes),
      item: Id().optional(),
      errors: z.array(z.strictObject(rowErrorFields())).optional(),
      warnings: z.array(z.strictObject(rowErrorFields())).optional(),
    })
    .meta({ id: 'ImportRow' }),
);

/** Who may import some kind, and who may see what was imported. */
const importing = ['asset-manager', 'configuration-manager', 'change-manager', 'admin'] as const;
const reading = [...importing, 'auditor'] as const;
const notFound = ['import/not-found'];

export const startImport = route({
  name: 'startImport',
  method: 'POST',
  path: '/v1/imports',
  summary: 'Begin an import: upload one file of up to 5 GB with the form in the answer, and it runs (I5)',
  access: importing,
  body: ImportDraft,
  success: { status: 201, schema: ImportWithUpload },
  problems: { 400: ['import/unknown-field', 'import/field-mapped-twice', 'import/preset-not-for-kind', 'import/preset-not-for-format'] },
  idempotent: true,
});

export const listImports = route({
  name: 'listImports',
  method: 'GET',
  path: '/v1/imports',
  summary: 'List imports, the newest first',
  access: reading,
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(ImportView())) },
});

export const readImport = route({
  name: 'readImport',
  method: 'GET',
  path: '/v1/imports/{id}',
  summary: 'Read an import, with its progress',
  access: reading,
  success: { status: 200, schema: ImportView },
  problems: { 404: notFound },
});

export const listImportRows = route({
  name: 'listImportRows',
  method: 'GET',
  path: '/v1/imports/{id}/rows',
  summary:
    'List what became of the rows of an import, in the order of the file; one whose custom fields take too long to check fails with schema/too-much-work',
  access: reading,
  query: lazily(() => z.strictObject({ ...pageQuery(), outcome: z.enum(importOutcomes).optional() })),
  success: { status: 200, schema: lazily(() => pageOf(ImportRowView())) },
  problems: { 404: notFound },
});

export const requestExport = route({
  name: 'requestExport',
  method: 'POST',
  path: '/v1/exports',
  summary: 'Request an export, which runs in the background; it has what the caller may see (I5)',
  access: 'signed-in',
  body: ExportDraft,
  success: { status: 202, schema: ExportView },
  problems: {
    400: ['export/unknown-filter', 'export/format-not-for-kind', 'report/in-future', ...reportProblems[400]],
    403: ['access/role-missing'],
    404: reportProblems[404],
  },
  idempotent: true,
});

export const listExports = route({
  name: 'listExports',
  method: 'GET',
  path: '/v1/exports',
  summary: "List the caller's exports, the newest first",
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(ExportView())) },
});

export const readExport = route({
  name: 'readExport',
  method: 'GET',
  path: '/v1/exports/{id}',
  summary: "Read one of the caller's exports, with a link to its file that is valid for five minutes",
  access: 'signed-in',
  success: { status: 200, schema: ExportView },
  problems: { 404: ['export/not-found'] },
});

export const importRoutes = [startImport, listImports, readImport, listImportRows, requestExport, listExports, readExport];
