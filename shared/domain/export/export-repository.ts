import type { Page, PageRequest, Write } from '../store.ts';
import type { Export } from './export.ts';

export interface ExportRepository {
  find(id: string): Promise<Export | undefined>;
  save(next: Export): Write;
  /** Exports, the newest first. */
  page(request: PageRequest, keep: (found: Export) => boolean): Promise<Page<Export>>;
}

/** The files that exports write, in parts: the store takes no part under 5 MB but the last. */
export interface ExportFiles {
  begin(id: string): Promise<string>;
  /** Stores a part, counted from 1. @returns its tag */
  part(id: string, upload: string, number: number, text: string): Promise<string>;
  finish(id: string, upload: string, parts: readonly string[]): Promise<void>;
  /** Stores what is too short for a part, until the export goes on. @returns its name */
  keepRest(id: string, version: number, text: string): Promise<string>;
  rest(name: string): Promise<string>;
  /** A link to the file for a few minutes. */
  link(id: string, fileName: string): Promise<string>;
}
