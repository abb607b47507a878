import type { FieldError } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import type { DecimalFormat } from './cell-values.ts';
import type { FileFormat } from './transfer.ts';
import type { TransferKind } from './transfer-kinds.ts';

/** What the texts of a field mean, by the path of the field and the text. */
type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a preset makes of one object of the program: a row of its kind, or why it brings nothing in. */
export type PresetRow = { readonly row: JsonObject } | { readonly skipped: FieldError };

/** What is known about the export of another program: its columns, what its texts mean, and how its file is written. */
export interface ImportPreset {
  /** What it brings in. */
  readonly kind: TransferKind;
  /** The only format that the program writes, or that its documents become. @default every format */
  readonly format?: FileFormat;
  readonly mapping: Readonly<Record<string, string>>;
  readonly values: Meanings;
  readonly defaults: Readonly<Record<string, string>>;
  /** By which fields its rows find what exists. @default those of its kind */
  readonly matchOn?: readonly string[];
  /** The fields that stand in for one that is empty, those first that are tried first. */
  readonly standIns?: Readonly<Record<string, readonly string[]>>;
  /** The fields that only a new entry gets. One that exists keeps its own. */
  readonly firstOnly?: readonly string[];
  /**
   * What an object of the program says, as a row of the kind. `values` has what the caller declares beside what the preset knows.
   * @throws DomainError invalid, with a pointer into the object, if it lacks what identifies it
   */
  readonly rowOf?: (object: JsonObject, values: Meanings) => PresetRow;
  readonly numberFormat?: DecimalFormat;
  readonly formulaSign?: string;
}

/** CIs that exist already come in as they are: in operation, without gates, and with their changes recorded and not refused (C5). */
export const asExisting = { stage: 'live', evidence: 'existing', changeControl: 'record' } as const;
