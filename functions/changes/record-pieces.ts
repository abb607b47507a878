import { html } from 'hono/html';
import type { readRecord } from '../../shared/application/change/read-record.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, section } from '../../shared/pages/pieces.ts';

/** The record of a change as the API answers it. */
export type RecordedChange = Awaited<ReturnType<ReturnType<typeof readRecord>>>;
export type ShownChange = RecordedChange['change'];

export const nameOr = (name: string | undefined, id: string | undefined): string => name ?? id ?? 'nobody yet';

/** A list under a heading, or a text that says that there is nothing to list. */
export const listSection = (heading: string, entries: readonly Piece[], none: string): Piece =>
  section(heading, entries.length === 0 ? html`<p>${none}</p>` : list(entries));
