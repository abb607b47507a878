import type { Clock } from '../../domain/clock.ts';
import { normalAliasText } from '../../domain/configuration-item/alias.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { Monitor } from '../../domain/monitor/monitor.ts';
import { type AlertLabels, digestOfLabels, labelOf, labelsUpTo } from '../../domain/monitor/received-alert.ts';
import type { UnmappedAlerts, UnmappedRepository } from '../../domain/monitor/unmapped.ts';
import type { Store } from '../../domain/store.ts';
import { itemReferenceOf } from '../../domain/suppression/mapping.ts';

export interface UnmappedContext {
  readonly unmapped: UnmappedRepository;
  readonly store: Store;
  readonly clock: Clock;
}

/** As many rows are written for one message at most. The others are counted when they come again. */
const mostWritten = 20;
const concurrency = 20;
/** What is kept of labels and of references, in bytes and in number. */
const keptBytes = 1_024;
const keptReferences = 10;

/** The references that the labels gave, each as text. */
const triedOf = (labels: AlertLabels, monitor: Monitor): readonly string[] => {
  const { ci, groups } = itemReferenceOf(labels, monitor);
  const all = ci === undefined ? groups.flat().map(normalAliasText) : [ci];
  return [...new Set(all)].slice(0, keptReferences).map((reference) => reference.slice(0, 200));
};

/** What tells alerts apart that give no reference: their name, or all their labels. */
const nameOf = (labels: AlertLabels): string =>
  (labelOf(labels, 'alertname') ?? labelOf(labels, 'alarmName') ?? digestOfLabels(labels)).slice(0, 200);

/**
 * Counts alerts that led to no CI, so that people find what their mapping does not reach. It decides nothing, so an error is ignored: the alert
 * itself is stored and sent.
 */
export const countUnmapped =
  ({ unmapped, store, clock }: UnmappedContext) =>
  async (monitor: Monitor, alerts: readonly AlertLabels[]): Promise<void> => {
    const bySlot = new Map<number, UnmappedAlerts>();
    for (const labels of alerts) {
      const tried = triedOf(labels, monitor);
      const name = tried.length === 0 ? nameOf(labels) : undefined;
      const slot = unmapped.slotOf(tried, name);
      const count = (bySlot.get(slot)?.count ?? 0) + 1;
      const kept = {
        monitor: monitor.id,
        tried,
        ...(name === undefined ? {} : { name }),
        labels: labelsUpTo(labels, keptBytes),
        lastReceivedAt: clock.now(),
        slot,
        version: 1,
      };
      if (bySlot.has(slot) || bySlot.size < mostWritten) bySlot.set(slot, { ...kept, count });
    }
    if (bySlot.size === 0) return;
    try {
      const before = new Map((await unmapped.find(monitor.id, [...bySlot.keys()])).map((row) => [row.slot, row]));
      await inParallel([...bySlot.values()], concurrency, async (now) => {
        const known = before.get(now.slot);
        const isSame = known !== undefined && known.name === now.name && JSON.stringify(known.tried) === JSON.stringify(now.tried);
        const count = now.count + (isSame ? known.count : 0);
        await store.commit([unmapped.save({ ...known, ...now, count, version: (known?.version ?? 0) + 1 })]);
      });
    } catch {
      // Another message counted the same alerts, or the store is slow: the count is a little low.
    }
  };
