import { expect, it } from '@jest/globals';
import { DomainError } from '../../shared/domain/errors.ts';

const refusal = new DomainError('forbidden', 'approval/own-change', 'the requester cannot decide');

it('toBeDomainError knows a refusal by its code, also through a promise', async () => {
  await expect(Promise.reject(refusal)).rejects.toBeDomainError('approval/own-change');
  expect(refusal).not.toBeDomainError('change/conflict');
});

it('toBeDomainError says which error came instead', () => {
  expect(() => expect(refusal).toBeDomainError('change/conflict')).toThrow(
    'got DomainError approval/own-change: the requester cannot decide',
  );
  expect(() => expect(new TypeError('oops')).toBeDomainError('change/conflict')).toThrow('got TypeError: oops');
});
