import type { Caller } from '../../domain/access.ts';
import type { Export } from '../../domain/export/export.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { CsvWriter, ExportContent } from './export-context.ts';

/** An export that runs, with the rights of its requester. */
export interface ExportRun {
  readonly state: Export;
  readonly caller: Caller;
  readonly columns: readonly string[];
  readonly csv: CsvWriter;
}

/** How the entries of a list become text. */
export interface ListText {
  readonly head: string;
  readonly lines: (entries: readonly object[]) => string;
  /** The numbers of an answer that the list has in its last line. @default none */
  readonly counts?: (answer: object) => Readonly<Record<string, number>> | undefined;
}

export const ndjson: ListText = { head: '', lines: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') };

/** The file of a list: its entries, in order. */
export const listContent = (
  page: (request: PageRequest) => Promise<Page<object>>,
  { head, lines, counts = () => undefined }: ListText,
): ExportContent<string> => ({
  first: head,
  take: async (text, request) => {
    const { items, nextCursor, ...answer } = await page(request);
    return { taken: text + lines(items), entries: items.length, counts: counts(answer), nextCursor };
  },
  toText: (text) => text,
  fromText: (text) => text,
  writable: (text) => text.length,
  end: async (text, progress) => {
    const last = counts(progress);
    return last ? text + lines([last]) : text;
  },
});
