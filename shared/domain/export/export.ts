import * as z from 'zod';
import { Starter } from '../import/transfer.ts';
import { lazily, type Shape } from '../lazily.ts';
import { ExactLine } from '../text.ts';
import { resourceFields, StoredTime } from '../values.ts';
import { exportFormats, exportKinds } from './export-kinds.ts';

export const exportFields = () => ({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormats),
  /** The filters of the list of this kind, or what the report is asked for. */
  filter: z.record(ExactLine().min(1).max(50), ExactLine().min(1).max(577)).optional(),
});
export const ExportDraft = lazily(() => z.strictObject(exportFields()).meta({ id: 'ExportDraft' }));
export type ExportDraft = Shape<typeof ExportDraft>;

export const exportStatuses = ['waiting', 'running', 'done', 'failed'] as const;

/** How much is written, and what the numbers beside the rows of a report come to. */
export const exportProgressFields = () => ({
  rows: z.int().min(0),
  checked: z.int().min(0).optional(),
  imported: z.int().min(0).optional(),
});

/** An export (I5): what is asked for, and how much of the file is written. */
export const Export = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    ...exportFields(),
    starter: Starter(),
    status: z.enum(exportStatuses),
    progress: z.strictObject(exportProgressFields()),
    reason: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
    /** The columns that the caller could see when the file was begun. */
    columns: z.array(z.string()).optional(),
    /** The place in the list behind what is written. */
    after: z.string().optional(),
    /** The upload of the file in parts, and the tags of the parts that are stored. */
    upload: z.string().optional(),
    parts: z.array(z.string()),
    /** The object with what has been taken and is not in a part yet: text that is too short for one, or sums. */
    rest: z.string().optional(),
    endedAt: StoredTime().optional(),
  }),
);
export type Export = Shape<typeof Export>;

/** An export as the API answers it. */
export const exportView = <Found extends Export>({ starter, columns, after, upload, parts, rest, ...shown }: Found) => shown;

const filterText = ({ filter = {} }: ExportDraft): string => JSON.stringify(Object.entries(filter).toSorted());

/** Whether two exports are of the same entries in the same format. The order of the filters does not matter. */
export const isSameExport = (one: ExportDraft, other: ExportDraft): boolean =>
  one.kind === other.kind && one.format === other.format && filterText(one) === filterText(other);
