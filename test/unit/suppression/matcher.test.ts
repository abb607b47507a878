import { expect, it } from '@jest/globals';
import { exemptionBy } from '../../../shared/domain/suppression/exemption.ts';
import { readMatcher } from '../../../shared/domain/suppression/matcher.ts';

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
])('S6 %s on %j: %s', async (text, labels, expected) => {
  expect((await readMatcher(text))(labels)).toBe(expected);
});

it('S6 a text that is not a matcher, or whose expression RE2 does not accept, is refused', async () => {
  for (const text of ['', 'severity', '="x"', 'a=~"("', 'a=~"(?=x)"', '{a="b"}'])
    await expect(readMatcher(text)).rejects.toBeDomainError('matcher/invalid');
});

it('S6 an expression that makes backtracking engines hang is evaluated in linear time', async () => {
  const began = performance.now();
  const labels = { a: 'x'.repeat(10_000) };
  const exemptions = await Promise.all(['a=~"(x+x+)+y"', 'a=~"(a|a?)+"'].map((matcher) => exemptionBy([matcher])));

  expect(exemptions.map((isExempt) => isExempt(labels))).toEqual([false, false]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('S6 Watchdog alerts and security alerts are each exempt from suppression, whatever the settings of the monitor', async () => {
  for (const own of [undefined, [], ['team="ops"'], ['team="ops']]) {
    const isExempt = await exemptionBy(own);
    expect(isExempt({ alertname: 'Watchdog' })).toBe(true);
    expect(isExempt({ severity: 'security' })).toBe(true);
  }
  for (const own of [undefined, [], ['team="ops"']])
    expect((await exemptionBy(own))({ alertname: 'HostDown', severity: 'critical' })).toBe(false);
});

it('S6 an alert is exempt if all matchers of its monitor match; an empty list exempts nothing', async () => {
  const isExempt = await exemptionBy(['team="ops"', 'severity=~"page-.*"']);

  expect(isExempt({ team: 'ops', severity: 'page-now' })).toBe(true);
  expect(isExempt({ team: 'ops', severity: 'warning' })).toBe(false);
  expect(isExempt({ severity: 'page-now' })).toBe(false);
  expect((await exemptionBy([]))({ severity: 'page-now' })).toBe(false);
});

it('S2 S6 if a matcher cannot be read, it is unknown whether an alert is exempt, unless an earlier matcher does not match', async () => {
  const isExempt = await exemptionBy(['team="ops"', 'severity=~"("']);

  expect(isExempt({ team: 'ops' })).toBe('unknown');
  expect(isExempt({ team: 'net' })).toBe(false);
});
