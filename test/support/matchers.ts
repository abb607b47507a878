import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R> {
    /** The value is a `DomainError` with this code: `await expect(promise).rejects.toBeDomainError('approval/own-change')`. */
    toBeDomainError(code: string): R;
    /** A race was lost (T2): somebody else wrote the row first, or it is there already. */
    toBeStaleWrite(): R;
  }
}

const described = (value: unknown): string =>
  value instanceof Error ? `${value.name}${'code' in value ? ` ${String(value.code)}` : ''}: ${value.message}` : JSON.stringify(value);

expect.extend({
  toBeDomainError(received: unknown, code: string) {
    const pass = received instanceof Error && received.name === 'DomainError' && 'code' in received && received.code === code;
    return { pass, message: () => `expected ${pass ? 'anything but ' : ''}DomainError ${code}, got ${described(received)}` };
  },
  toBeStaleWrite(received: unknown) {
    const pass = received instanceof Error && received.name === 'StaleWrite';
    return { pass, message: () => `expected ${pass ? 'anything but ' : ''}StaleWrite, got ${described(received)}` };
  },
});
