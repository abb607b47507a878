import { uuidv7 } from 'uuidv7';
import type { ScopeEntry, Window } from '../../shared/domain/window/window.ts';

const made = '2026-11-01T00:00:00.000Z';

/** A planned window of an hour whose change is not approved yet. Each call returns a new window of a new change. */
export const aWindow = (said: Partial<Window> = {}): Window => ({
  ...{ id: uuidv7(), version: 1, createdAt: made, updatedAt: made, change: uuidv7(), number: 'CHG-000001', revision: 1 },
  ...{
    mode: 'planned',
    suppress: true,
    start: '2026-11-28T22:00:00.000Z',
    end: '2026-11-28T23:00:00.000Z',
    digest: 'd',
    named: [uuidv7()],
  },
  ...{ inForce: [], onHold: [], lifts: [], opened: false, closed: false, releaseDue: false, settled: false },
  ...said,
});

/** The scope entry of a CI in a window. By default it is the first named CI. */
export const aScopeEntry = (window: Window, said: Partial<ScopeEntry> = {}): ScopeEntry => ({
  ...{ item: window.named[0] ?? '', window: window.id, change: window.change, revision: window.revision },
  ...{ notBefore: window.start, latestEnd: window.end, mask: 1, digest: window.digest, suppress: window.suppress, version: 1 },
  ...said,
});
