import { setTimeout as pause } from 'node:timers/promises';
import { putAgreement } from '../../shared/contracts/agreements.ts';
import { readChange } from '../../shared/contracts/changes.ts';
import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import { listImportRows, readImport, startImport } from '../../shared/contracts/imports.ts';
import { callOrThrow } from './calls.ts';
import type { HandOut } from './hand-out.ts';
import { agreementsOf, formerTool, months, pastChanges, pastOutages } from './history-data.ts';

/** How long an import may take, in milliseconds. */
const patience = 60_000;

/** Uploads lines of JSON with the form of an import. */
const upload = async (
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  rows: readonly object[],
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(rows.map((row) => `${JSON.stringify(row)}\n`)));
  const { ok, status } = await fetch(url, { method: 'POST', body: form });
  if (!ok) throw new Error(`the file of the demo's history was refused: ${status}`);
};

/** Imports rows through the public API. @throws Error if one of them was refused, or the import does not end in time */
const importRows = async ({ call }: ApiClient, kind: 'outages' | 'past-changes', rows: readonly object[]): Promise<void> => {
  const { id, upload: form } = await callOrThrow(() => call(startImport, { body: { kind, format: 'ndjson' } }));
  await upload(form, rows);
  const until = Date.now() + patience;
  for (;;) {
    const { status, progress } = await callOrThrow(() => call(readImport, { params: { id } }));
    if (status === 'done' && progress.failed === 0) return;
    if (status === 'failed' || status === 'done' || Date.now() > until) {
      const { items } = await callOrThrow(() => call(listImportRows, { params: { id }, query: { outcome: 'failed' } }));
      throw new Error(`the import of ${kind} of the demo is ${status}: ${JSON.stringify(items[0] ?? progress)}`);
    }
    await pause(200);
  }
};

/**
 * Gives the services of the demo estate agreements and the changes and outages of the last year, by imports, as somebody who moves in does.
 * @returns whether an earlier start had not done it
 */
export const loadHistory = async ({ apiUrl, tokens, people }: HandOut): Promise<boolean> => {
  const [configuration, changes] = [apiClient(apiUrl, tokens['configuration-manager']), apiClient(apiUrl, tokens['change-manager'])];
  const last = await changes.call(readChange, { params: { id: `${formerTool}=DEMO-${2 * months}` } });
  if (last.ok) return false;
  const now = new Date().toISOString();
  for (const [id, body] of Object.entries(agreementsOf(now)))
    await callOrThrow(() => configuration.call(putAgreement, { params: { id }, body }));
  const approvers = [people.approver.email, people['freeze-approver'].email];
  await Promise.all([
    importRows(configuration, 'outages', pastOutages(now)),
    importRows(changes, 'past-changes', pastChanges(now, approvers)),
  ]);
  return true;
};
