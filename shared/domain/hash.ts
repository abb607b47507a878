// Jest looks up globals slowly, and this runs for every character of a key.
const { imul } = Math;
const add = (value: number, byte: number): number => imul(value ^ byte, 0x01000193);

/**
 * 32-bit FNV-1a hash over the bytes of a text in UTF-8. It is fast and distributes keys over shards. It must never change, because shards are
 * computed from it. Most keys are ASCII, where each character is its byte.
 */
export const hash = (text: string): number => {
  let value = 0x811c9dc5 | 0; // a signed integer, which V8 keeps in a register
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return Buffer.from(text.slice(at)).reduce(add, value) >>> 0;
    value = add(value, code);
  }
  return value >>> 0;
};
