import { expect, it } from '@jest/globals';
import { DomainError } from '../../shared/domain/errors.ts';

const refusal = new DomainError('forbidden', 'approval/own-change', 'the requester cannot decide');

it('toBeDomainError matches an error by its code, also in a promise', async () => {
  await expect(Promise.reject(refusal)).rejects.toBeDomainError('approval/own-change');
  expect(refusal).not.toBeDomainError('change/conflict');
});

it('toBeDomainError shows the actual error in its message', () => {
  expect(() => expect(refusal).toBeDomainError('change/conflict')).toThrow(
    'got DomainError approval/own-change: the requester cannot decide',
  );
  expect(() => expect(new TypeError('oops')).toBeDomainError('change/conflict')).toThrow('got TypeError: oops');
});
