import type { Truncation, TruncationRepository } from '../../domain/monitor/truncation.ts';
import { readRows } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';
import { truncationRow } from './truncation-rows.ts';

/** Replaces a row that cannot be read, so that the next message of the monitor can overwrite it. The owner is then told once more. */
const fromKey = ({ pk, version }: Row): Truncation => {
  const longAgo = '1970-01-01T00:00:00.000Z';
  return { monitor: pk.split('#')[1] ?? '', alerts: 1, lastAt: longAgo, reportedAt: longAgo, version };
};

export const truncationRepository = (records: Records): TruncationRepository => ({
  findMany: async (monitors) =>
    readRows(records, truncationRow, await records.readMany(monitors.map((monitor) => truncationRow.key({ monitor }))), fromKey),
  save: truncationRow.save,
  remove: truncationRow.remove,
});
