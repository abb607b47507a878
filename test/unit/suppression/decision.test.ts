import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, minute } from '../../../shared/domain/clock.ts';
import { decideSuppression, itemQuiet, type ReachedItem } from '../../../shared/domain/suppression/decision.ts';
import { covers } from '../../../shared/domain/window/mask.ts';
import type { ScopeEntry, Window } from '../../../shared/domain/window/window.ts';
import { idOf } from '../../support/api.ts';

const origin = Date.parse('2026-11-28T00:00:00.000Z');
const at = (n: number) => instantOf(origin + n * minute);
const creation = at(0);

interface Drawn {
  readonly start: number;
  readonly length: number;
  readonly agreed: number | undefined;
  readonly suppress: boolean;
  readonly revisions: readonly (readonly [from: number, length: number])[];
  readonly holds: readonly (readonly [from: number, length: number | undefined])[];
  readonly lifts: readonly (readonly [mask: number, at: number])[];
  readonly ended: number | undefined;
  readonly withdrawn: number | undefined;
}

const moment = fc.integer({ min: 0, max: 40 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  start: moment,
  length: fc.integer({ min: 1, max: 20 }),
  agreed: maybe(fc.integer({ min: 0, max: 10 })),
  suppress: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  revisions: fc.array(fc.tuple(moment, fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 3 }),
  holds: fc.array(fc.tuple(moment, maybe(fc.integer({ min: 0, max: 10 }))), { maxLength: 2 }),
  lifts: fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), moment), { maxLength: 3 }),
  ended: maybe(moment),
  withdrawn: maybe(moment),
});

const windowOf = (sample: Drawn, n: number): Window => ({
  ...{
    id: idOf(n + 1),
    version: 1,
    createdAt: creation,
    updatedAt: creation,
    change: idOf(n + 101),
    number: `CHG-${n}`,
    revision: sample.revisions.length,
  },
  ...{ mode: 'planned', suppress: sample.suppress, start: at(sample.start), end: at(sample.start + sample.length) },
  digest: 'd',
  named: [idOf(51), idOf(52), idOf(53)],
  inForce: sample.revisions.map(([from, length], place) => ({ revision: place + 1, from: at(from), to: at(from + length) })),
  ...(sample.agreed === undefined ? {} : { agreedAt: at(sample.agreed) }),
  onHold: sample.holds.map(([from, length]) => ({ from: at(from), ...(length === undefined ? {} : { to: at(from + length) }) })),
  lifts: sample.lifts.map(([mask, when]) => ({ mask, at: at(when), by: 'x' })),
  ...(sample.ended === undefined ? {} : { endedAt: at(sample.ended) }),
  ...(sample.withdrawn === undefined ? {} : { withdrawnAt: at(sample.withdrawn) }),
  ...{ opened: true, closed: false, releaseDue: false, settled: false },
});

/** The rule of T6 in its simplest form: whether alerts of the CI are suppressed at minute `t` under this window. */
const isQuietByRule = (sample: Drawn, mask: number, since: number | undefined, t: number): boolean => {
  const { agreed = -1, ended = Number.POSITIVE_INFINITY, withdrawn = Number.POSITIVE_INFINITY } = sample;
  const isIn = ([from, length = Number.POSITIVE_INFINITY]: readonly [number, number?]) => t >= from && t < from + length;
  const lifted = sample.lifts.filter(([, when]) => when <= t).reduce((all, [one]) => all | one, 0);
  return [
    sample.suppress,
    agreed >= 0 && (since ?? 0) <= agreed,
    t < Math.min(sample.start + sample.length, ended, withdrawn),
    !covers(lifted, mask),
    !sample.holds.some(isIn),
    sample.revisions.some(isIn),
  ].every(Boolean);
};

it('S1 S7 T6 W1 the decision equals the result of brute force for any windows, revisions, lifts, holds and instants', () => {
  const scope = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 7 })), { maxLength: 6 });
  const items = fc.array(maybe(fc.integer({ min: 0, max: 10 })), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 4 }),
      fc.array(scope, { minLength: 3, maxLength: 3 }),
      items,
      (all, scopes, sinces) => {
        const windows = new Map(all.map(windowOf).map((window) => [window.id, window]));
        const quiet = sinces.map((since, place) => {
          const item: ReachedItem = { id: idOf(51 + place), ...(since === undefined ? {} : { since: at(since) }) };
          const entries = (scopes[place] ?? []).flatMap(([n, mask]) => {
            const window = windows.get(idOf(n + 1));
            return window ? window.inForce.map(({ revision }): ScopeEntry => entryOf(item.id, window, revision, mask)) : [];
          });
          return itemQuiet(item, entries, windows);
        });
        const expected = (t: number) =>
          sinces.every((since, place) =>
            (scopes[place] ?? []).some(([n, mask]) => all[n] !== undefined && isQuietByRule(all[n], mask, since, t)),
          );
        const last = 70;
        for (let t = 0; t < last; t += 1) {
          const decision = decideSuppression(quiet, at(t));
          expect(decision.suppressed).toBe(expected(t));
          const flip = Array.from({ length: last - t }, (_, ahead) => t + ahead).find((later) => expected(later) !== expected(t));
          expect(decision.nextTransitionAt).toBe(flip === undefined ? null : at(flip));
        }
      },
    ),
    { numRuns: 300 },
  );
});

const entryOf = (item: string, window: Window, revision: number, mask: number): ScopeEntry => ({
  ...{
    item,
    window: window.id,
    change: window.change,
    revision,
    notBefore: window.start,
    latestEnd: at(100),
    mask,
    digest: 'd',
    suppress: true,
    version: 1,
  },
});
