import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R> {
    /** The value is a `DomainError` with this code: `await expect(promise).rejects.toBeDomainError('approval/own-change')`. */
    toBeDomainError(code: string): R;
  }
}

const described = (value: unknown): string =>
  value instanceof Error ? `${value.name}${'code' in value ? ` ${String(value.code)}` : ''}: ${value.message}` : JSON.stringify(value);

expect.extend({
  toBeDomainError(received: unknown, code: string) {
    const pass = received instanceof Error && received.name === 'DomainError' && 'code' in received && received.code === code;
    return { pass, message: () => `expected ${pass ? 'anything but ' : ''}DomainError ${code}, got ${described(received)}` };
  },
});
