import { expect, it } from '@jest/globals';
import { holds, isNeverSuppressed, parseMatcher } from '../../../shared/domain/suppression/matcher.ts';

it.each([
  ['severity="security"', { severity: 'security' }, true],
  ['severity="security"', { severity: 'security-ish' }, false],
  ['severity!="security"', {}, true],
  ['team=ops', { team: 'ops' }, true],
  ['alertname=~"Watchdog|DeadMansSwitch"', { alertname: 'DeadMansSwitch' }, true],
  ['alertname=~"Watchdog|DeadMansSwitch"', { alertname: 'NoWatchdog' }, false],
  ['job!~"test-.*"', { job: 'test-1' }, false],
  ['summary="say \\"hi\\""', { summary: 'say "hi"' }, true],
  ['absent=""', {}, true],
])('S6 %s on %j: %s', (text, labels, expected) => {
  expect(holds(parseMatcher(text), labels)).toBe(expected);
});

it('S6 what is no matcher, or no RE2 expression, is refused', () => {
  for (const text of ['', 'severity', '="x"', 'a=~"("', 'a=~"(?=x)"', '{a="b"}']) expect(() => parseMatcher(text)).toThrow(/no/);
});

it('S6 an expression that would hang a backtracking engine is answered in linear time', () => {
  const began = performance.now();
  const labels = { a: 'x'.repeat(10_000) };

  expect(['a=~"(x+x+)+y"', 'a=~"(a|a?)+"'].map((matcher) => isNeverSuppressed([matcher], labels))).toEqual([false, false]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('S6 the watchdog and security are shipped as never suppressed, each by itself, whatever a monitor says', () => {
  for (const own of [undefined, [], ['team="ops"']]) {
    expect(isNeverSuppressed(own, { alertname: 'Watchdog' })).toBe(true);
    expect(isNeverSuppressed(own, { severity: 'security' })).toBe(true);
    expect(isNeverSuppressed(own, { alertname: 'HostDown', severity: 'critical' })).toBe(false);
  }
});

it("S6 of a monitor's own matchers every one must hold; an empty list is none", () => {
  const own = ['team="ops"', 'severity=~"page-.*"'];

  expect(isNeverSuppressed(own, { team: 'ops', severity: 'page-now' })).toBe(true);
  expect(isNeverSuppressed(own, { team: 'ops', severity: 'warning' })).toBe(false);
  expect(isNeverSuppressed(own, { severity: 'page-now' })).toBe(false);
  expect(isNeverSuppressed([], { severity: 'page-now' })).toBe(false);
});
