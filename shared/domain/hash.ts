/** 32-bit FNV-1a hash. It is fast and distributes keys over shards. It must never change, because shards are computed from it. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
};
