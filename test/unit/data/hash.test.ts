import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hash } from '../../../shared/domain/hash.ts';

it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('T4 the hash of "%s" is that of FNV-1a', (text, expected) => {
  expect(hash(text)).toBe(expected);
});

it('T4 the hash of any text is over its bytes in UTF-8, also where a character has several', () => {
  const plain = (text: string) => [...Buffer.from(text)].reduce((value, byte) => Math.imul(value ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => hash(text) === plain(text)));
  expect(hash('web-ü-😀')).toBe(plain('web-ü-😀'));
});
