import { createHash } from 'node:crypto';
import { type Instant, millis } from '../clock.ts';

/**
 * The id of what a row creates: a UUIDv7 that only depends on the import and the line. So a row that is handled again, after a failure, finds
 * what it has created, and does not create it twice. Ids sort by the line.
 */
export const idOfRow = (run: { readonly id: string; readonly startedAt: Instant }, line: number): string => {
  const time = millis(run.startedAt).toString(16).padStart(12, '0');
  const place = line.toString(16).padStart(8, '0').slice(-8);
  const rest = createHash('sha256').update(`${run.id}/${line}`).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${place.slice(0, 3)}-8${place.slice(3, 6)}-${place.slice(6)}${rest.slice(0, 10)}`;
};
