import { expect, it } from '@jest/globals';
import { eligibilityOf } from '../../../shared/domain/approval/eligibility.ts';
import { idOf } from '../../support/api.ts';
import { aChange, bob } from '../../support/approvals.ts';

it('P7 a person who is not active may not decide', () => {
  const voter = { person: bob, memberOf: [idOf(60)], isClientHolder: false };

  expect(eligibilityOf(aChange(), { ...voter, isActive: false })?.code).toBe('approval/not-eligible');
  expect(eligibilityOf(aChange(), { ...voter, isActive: true })).toBeUndefined();
});
