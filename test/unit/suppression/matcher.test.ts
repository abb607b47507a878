import { expect, it } from '@jest/globals';
import { holds, isNeverSuppressed, parseMatcher, shippedNeverSuppress } from '../../../shared/domain/suppression/matcher.ts';

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
  const answer = isNeverSuppressed(['a=~"(x+x+)+y"', 'a=~"(a|a?)+"'], { a: 'x'.repeat(10_000) });

  expect(answer).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('S6 the watchdog and security are shipped as never suppressed', () => {
  expect(isNeverSuppressed(shippedNeverSuppress, { alertname: 'Watchdog' })).toBe(true);
  expect(isNeverSuppressed(shippedNeverSuppress, { severity: 'security' })).toBe(true);
  expect(isNeverSuppressed(shippedNeverSuppress, { alertname: 'HostDown', severity: 'critical' })).toBe(false);
});
