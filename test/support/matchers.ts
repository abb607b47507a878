import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R> {
    /** Passes for a `DomainError` with this code: `await expect(promise).rejects.toBeDomainError('approval/own-change')`. */
    toBeDomainError(code: string): R;
    /** Passes for a `StaleWrite`: another writer was first, or the row already exists (T2). */
    toBeStaleWrite(): R;
  }
}

const describeValue = (value: unknown): string =>
  value instanceof Error ? `${value.name}${'code' in value ? ` ${String(value.code)}` : ''}: ${value.message}` : JSON.stringify(value);

expect.extend({
  toBeDomainError(received: unknown, code: string) {
    const pass = received instanceof Error && received.name === 'DomainError' && 'code' in received && received.code === code;
    return { pass, message: () => `expected ${pass ? 'anything but ' : ''}DomainError ${code}, got ${describeValue(received)}` };
  },
  toBeStaleWrite(received: unknown) {
    const pass = received instanceof Error && received.name === 'StaleWrite';
    return { pass, message: () => `expected ${pass ? 'anything but ' : ''}StaleWrite, got ${describeValue(received)}` };
  },
});
