import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { Id, resourceFields, StoredTime } from '../../domain/values.ts';
import { mostNamedItems } from '../../domain/window/mask.ts';
import { isUnsettled, overAt, type ScopeEntry, type ServiceWindow, type Window, windowModes } from '../../domain/window/window.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

// The lists have no limit here: a window that cannot be read would suppress nothing. Use cases limit them.
const WindowRow = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    change: Id(),
    number: z.string(),
    revision: z.int().min(1),
    mode: z.enum(windowModes),
    suppress: z.boolean(),
    start: StoredTime(),
    end: StoredTime(),
    length: z.string().optional(),
    digest: z.string(),
    named: z.array(Id()).min(1).max(mostNamedItems),
    inForce: z.array(z.strictObject({ revision: z.int().min(1), from: StoredTime(), to: StoredTime() })),
    agreedAt: StoredTime().optional(),
    onHold: z.array(z.strictObject({ from: StoredTime(), to: StoredTime().optional() })),
    lifts: z.array(z.strictObject({ mask: z.int().min(1), at: StoredTime(), by: z.string(), reason: z.string().optional() })),
    scheduledAt: StoredTime().optional(),
    restoreEpoch: z.int().min(0).optional(),
    startedAt: StoredTime().optional(),
    endedAt: StoredTime().optional(),
    withdrawnAt: StoredTime().optional(),
    opened: z.boolean(),
    closed: z.boolean(),
    releaseDue: z.boolean(),
    settled: z.boolean(),
    imported: z.literal(true).optional(),
  }),
);

const ScopeEntryRow = lazily(() =>
  z.strictObject({
    item: Id(),
    window: Id(),
    change: Id(),
    revision: z.int().min(1),
    notBefore: StoredTime(),
    latestEnd: StoredTime(),
    mask: z.int().min(1),
    digest: z.string(),
    suppress: z.boolean(),
    unusedSince: StoredTime().optional(),
    version: z.literal(1),
  }),
);

/**
 * WINDOW#<id> | #                      the window; only this row says whether it is in force (T6)
 * byTime: WINDOW#<shard> | <start>#<end>#<id>   windows by their start; the end shows which may be in force
 * bySelector: UNSETTLED#<shard> | <end>#<id>   windows that were in force, until all their alerts are decided. The sweep measures the first
 */
export const windowRow = defineRow<Window, { id: string }>({
  type: 'Window',
  schema: WindowRow,
  primary: ({ id }) => ({ pk: key('WINDOW', id), sk: '#' }),
  indexes: (window) => ({
    byTime: [key('WINDOW', shardOf(window.id)), key(window.start, window.end, window.id)],
    bySelector: isUnsettled(window) ? [key('UNSETTLED', shardOf(window.id)), key(overAt(window), window.id)] : undefined,
  }),
});

/**
 * ITEM#<id> | WIN#<notBefore>#<window>#<revision>    a CI in a window's scope; it only refers to the window to read (T6)
 * ITEM#<id> | PLAN#<notBefore>#<window>#<revision>   the same for a window that suppresses nothing; read only for conflicts and the gate
 */
export const scopeEntryRow = defineRow<ScopeEntry, Pick<ScopeEntry, 'item' | 'notBefore' | 'window' | 'revision' | 'suppress'>>({
  type: 'ScopeEntry',
  schema: ScopeEntryRow,
  primary: ({ item, notBefore, window, revision, suppress }) => ({
    pk: key('ITEM', item),
    sk: key(suppress ? 'WIN' : 'PLAN', notBefore, window, revision),
  }),
  retention: { kind: 'scope', since: ({ unusedSince }) => unusedSince },
});

/** SERVICE#<service> | <start>#<window>#<revision>   a window for which a service was listed as losing service; written once (L2) */
export const serviceWindowRow = defineRow<ServiceWindow, Pick<ServiceWindow, 'service' | 'start' | 'window' | 'revision'>>({
  type: 'ServiceWindow',
  schema: lazily(() =>
    z.strictObject({
      ...{ service: Id(), window: Id(), change: Id(), revision: z.int().min(1) },
      ...{ start: StoredTime(), end: StoredTime(), digest: z.string(), version: z.literal(1) },
    }),
  ),
  primary: ({ service, start, window, revision }) => ({ pk: key('SERVICE', service), sk: key(start, window, revision) }),
});
