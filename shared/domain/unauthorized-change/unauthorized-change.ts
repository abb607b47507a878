import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { Difference } from '../differences.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { Id, resourceFields, StoredTime } from '../values.ts';

/**
 * How an unauthorized change was found. `disposal`: an asset was disposed of while its CI was in service. `break-glass`: a change manager
 * wrote without a change. `record`: a CI whose control only records was written without a change. `aws-config`: AWS Config saw that its
 * resource was changed while no change was being implemented (C7). `observed`: a client or an import wrote an observed attribute while no change
 * was being implemented (C5). Later drift of the CI extends one of these two, whichever found it first. `not-approved-in-time`: an emergency
 * was started before its approval, and was rejected or not approved in time (H7).
 */
export const unauthorizedSources = ['disposal', 'break-glass', 'record', 'aws-config', 'observed', 'not-approved-in-time'] as const;
export type UnauthorizedSource = (typeof unauthorizedSources)[number];

/** How an unauthorized change ends: it stays as it is, it was taken back, or it belongs to a change. */
export const resolutions = ['accepted', 'reverted', 'linked'] as const;

export const unauthorizedStatuses = ['open', 'resolved'] as const;

/** A change of a CI in service that no approved change allowed. It stays open until somebody resolves it. */
export const UnauthorizedChange = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    item: Id(),
    source: z.enum(unauthorizedSources),
    detectedAt: StoredTime(),
    /** Who made it. */
    actor: z.string().optional(),
    /** Why the glass was broken. */
    justification: z.string().optional(),
    differences: z.array(Difference()).default([]),
    /** Whether there are more differences than these, or whether they are not known. */
    isIncomplete: z.boolean().optional(),
    /** The ARN of the resource in which AWS Config saw the last difference, and when it did. */
    resource: z.string().optional(),
    observedAt: StoredTime().optional(),
    /** The draft of an emergency change, by which somebody can have it approved or rejected afterwards (C7). */
    draft: Id().optional(),
    status: z.enum(unauthorizedStatuses),
    resolution: z.enum(resolutions).optional(),
    /** The change that it was linked to, or the emergency that was not approved. */
    change: Id().optional(),
    reason: z.string().optional(),
    resolvedBy: z.string().optional(),
    resolvedAt: StoredTime().optional(),
  }),
);
export type UnauthorizedChange = Shape<typeof UnauthorizedChange>;

/** Filters of a list of unauthorized changes. */
export interface UnauthorizedChangeFilters {
  readonly status?: UnauthorizedChange['status'] | undefined;
  readonly item?: string | undefined;
}

export interface UnauthorizedChangeRepository {
  find(id: string): Promise<UnauthorizedChange | undefined>;
  save(change: UnauthorizedChange): Write;
  /** Those that were detected in `[from, to)`, in the order of that time. For reports only (T4). */
  detected(period: { readonly from: Instant; readonly to: Instant }, request: PageRequest): Promise<Page<UnauthorizedChange>>;
  /** Unauthorized changes in the order of their detection. For lists only (T4). */
  page(request: PageRequest, filters: UnauthorizedChangeFilters): Promise<Page<UnauthorizedChange>>;
}
