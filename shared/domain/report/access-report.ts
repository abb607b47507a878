import * as z from 'zod';
import type { Role } from '../access.ts';
import { lazily } from '../lazily.ts';
import { Time } from '../values.ts';

/** The name of the report on access in its path. */
export const accessReportName = 'access';

/** Who may read it. */
export const accessReaders = ['auditor', 'admin'] as const satisfies readonly Role[];

/** The columns in CSV. */
export const accessColumns: readonly string[] = [
  ...['person', 'personName', 'roles', 'teams', 'teamNames', 'contactGroups', 'contactGroupNames', 'clients', 'clientNames'],
];

/** What the report is asked for, without the page. */
export const AccessQuery = lazily(() => z.strictObject({ at: Time().optional() }));
