import type { Asset } from '../asset/asset.ts';
import type { FieldError } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import type { Unique } from '../resource/define-resource.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import type { FilePlace, Import, ImportClaim, ImportOutcome, ImportResult } from './import.ts';
import type { FileFormat } from './transfer.ts';

export interface ImportRepository {
  find(id: string): Promise<Import | undefined>;
  save(next: Import): Write;
  /** Imports, the newest first. */
  page(request: PageRequest, keep: (found: Import) => boolean): Promise<Page<Import>>;
  /** The results of rows, which are written once. */
  saveResults(results: readonly ImportResult[]): readonly Write[];
  /** The results of the rows from this line on. */
  resultsFrom(id: string, line: number): Promise<readonly ImportResult[]>;
  /** The results in the order of the lines. */
  pageOfResults(id: string, request: PageRequest, outcome: ImportOutcome | undefined): Promise<Page<ImportResult>>;
  /** The lines of earlier rows that have these keys. */
  claimed(id: string, keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  saveClaims(claims: readonly ImportClaim[]): readonly Write[];
}

/** A form with which a browser or a program uploads one file. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** One row of a file. `after`: where the next row begins. */
export interface FileRow {
  /** The line in which it begins; the first line is 1. */
  readonly line: number;
  readonly after: FilePlace;
  readonly cells?: readonly string[];
  readonly object?: JsonObject;
  /** What is wrong with this row alone. */
  readonly fault?: FieldError;
}

/** How a file is read. */
export interface FileReading {
  readonly format: FileFormat;
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly delimiter?: string | undefined;
}

/** What the beginning of a file says: where its content begins, and what separates its cells. */
export interface FileStart {
  readonly byte: number;
  readonly delimiter?: string;
}

/** The uploaded files. */
export interface ImportFiles {
  uploadForm(id: string): Promise<UploadForm>;
  /** @throws FileFault if it is no file of this format */
  start(id: string, version: string, reading: FileReading): Promise<FileStart>;
  /** The rows from a place on, read in pieces. @throws FileFault if the file cannot be read further */
  rows(id: string, version: string, from: FilePlace, reading: FileReading): AsyncIterable<FileRow>;
}

/** A file cannot be read to its end. The rows before are imported. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly code: string;
  readonly line: number | undefined;
  constructor(code: string, message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

export const isFileFault = (error: unknown): error is FileFault => error instanceof Error && error.name === 'FileFault';

/** Goes on with an import or an export. */
export interface TransferQueue {
  goOn(id: string, afterSeconds: number): Promise<void>;
}

/** Finds the assets of many rows at once. */
export interface AssetMatches {
  byIds(ids: readonly string[]): Promise<readonly Asset[]>;
  /** The assets that have these unique values, by `<scheme> <value>`. */
  byUniques(uniques: readonly Unique[]): Promise<ReadonlyMap<string, Asset>>;
  /** The assets with exactly this name, regardless of case. Undefined if too many have words of it. */
  byName(name: string): Promise<readonly Asset[] | undefined>;
}
