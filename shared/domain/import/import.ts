import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { ExactLine } from '../text.ts';
import { resourceFields, StoredTime } from '../values.ts';
import { decimalFormats } from './cell-values.ts';
import { presetNames } from './presets.ts';
import { fileFormats, Starter } from './transfer.ts';
import { importKindNames } from './transfer-kinds.ts';

/** The largest file: the most bytes that S3 takes in one request. */
export const largestFile = 5 * 1_024 * 1_024 * 1_024;

const texts = () => z.record(ExactLine().min(1).max(200), ExactLine().max(200));

/** What the caller says about the file. */
export const importFields = () => ({
  kind: z.enum(importKindNames),
  format: z.enum(fileFormats),
  preset: z.enum(presetNames).optional(),
  mapping: texts().optional(),
  matchOn: z.array(ExactLine().min(1).max(64)).min(1).max(5).optional(),
  dateFormat: z
    .string()
    .regex(/^(?=.*y)(?=.*M)(?=.*d)(yyyy|MM|M|dd|d)[-./ ](yyyy|MM|M|dd|d)[-./ ](yyyy|MM|M|dd|d)$/, 'a format such as dd.MM.yyyy')
    .optional(),
  numberFormat: z.enum(decimalFormats).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252']).optional(),
  defaults: texts().optional(),
  values: z.record(ExactLine().min(1).max(200), texts()).optional(),
  dryRun: z.boolean().default(false),
});

export const ImportDraft = lazily(() => z.strictObject(importFields()).meta({ id: 'ImportDraft' }));
export type ImportDraft = Shape<typeof ImportDraft>;

export const importStatuses = ['waiting', 'running', 'done', 'failed'] as const;
/** `skipped`: the row is of something that the preset does not bring in. */
export const importOutcomes = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

const count = () => z.int().min(0);

/** How many rows were handled, and with which outcomes. `of`: how many there are, which is known at the end. */
export const progressFields = () => ({
  rows: count(),
  of: count().optional(),
  created: count(),
  updated: count(),
  unchanged: count(),
  /** Only if there are such rows. */
  skipped: count().optional(),
  failed: count(),
  /** How many of the rows have warnings. Only if there are such rows. */
  warned: count().optional(),
});
export type ImportProgress = z.output<z.ZodObject<ReturnType<typeof progressFields>>>;
export const noProgress: ImportProgress = { rows: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };

/** Why a file could not be read to its end. What was imported before stays. */
export const reasonFields = () => ({ code: z.string(), detail: z.string(), line: z.int().min(1).optional() });

/** Where an import goes on: behind so many bytes and lines of the file. */
const placeFields = () => ({ byte: count(), line: count() });
export type FilePlace = z.output<z.ZodObject<ReturnType<typeof placeFields>>>;

/** An import (I5): what the caller said about the file, and how far it has come. */
export const Import = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    ...importFields(),
    starter: Starter(),
    status: z.enum(importStatuses),
    progress: z.strictObject(progressFields()),
    reason: z.strictObject(reasonFields()).optional(),
    /** The version of the file in the bucket that is read. */
    file: z.string().optional(),
    place: z.strictObject(placeFields()).optional(),
    columns: z.array(z.string()).optional(),
    ignoredColumns: z.array(z.string()).optional(),
    startedAt: StoredTime().optional(),
    endedAt: StoredTime().optional(),
  }),
);
export type Import = Shape<typeof Import>;

/** One thing that is wrong in a row. */
export const rowErrorFields = () => ({ pointer: z.string(), code: z.string(), detail: z.string() });

/** What became of one row. `line`: where it begins in the file; the first line is 1. */
export const ImportResult = lazily(() =>
  z.strictObject({
    import: z.string(),
    version: z.literal(1),
    line: z.int().min(1),
    outcome: z.enum(importOutcomes),
    item: z.string().optional(),
    errors: z.array(z.strictObject(rowErrorFields())).optional(),
    /** What may be other than intended in a row that was taken. */
    warnings: z.array(z.strictObject(rowErrorFields())).optional(),
    expiresAt: StoredTime(),
  }),
);
export type ImportResult = Shape<typeof ImportResult>;

/** A key that a row of a file has. A later row with the same key is a duplicate. */
export const ImportClaim = lazily(() =>
  z.strictObject({ import: z.string(), version: z.literal(1), key: z.string(), line: z.int().min(1), expiresAt: StoredTime() }),
);
export type ImportClaim = Shape<typeof ImportClaim>;

/** Whether an import or an export is over. */
export const hasTransferEnded = ({ status }: Pick<Import, 'status'>): boolean => status === 'done' || status === 'failed';
