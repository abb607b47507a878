/** The most CIs that a change may name. */
export const mostNamedItems = 50;

/**
 * A bit mask of a change's named CIs. Bit n stands for the n-th named CI (T6). The mask is an integer below
 * 2^50, which DynamoDB stores exactly. Bits are read with BigInt, because the bit operators of JavaScript work on 32 bits only.
 */
export type Mask = number;

export const bit = (place: number): Mask => 2 ** place;
export const union = (one: Mask, other: Mask): Mask => Number(BigInt(one) | BigInt(other));
/** Whether `whole` has every bit of `part`. */
export const covers = (whole: Mask, part: Mask): boolean => (BigInt(whole) & BigInt(part)) === BigInt(part);
/** The bits of `whole` that `part` does not have. */
export const without = (whole: Mask, part: Mask): Mask => Number(BigInt(whole) & ~BigInt(part));
/** The mask of those named CIs that are among `items`. */
export const maskOf = (named: readonly string[], items: readonly string[]): Mask =>
  named.reduce((mask, id, place) => (items.includes(id) ? union(mask, bit(place)) : mask), 0);
/** The numbers of the bits that are set. */
export const places = (mask: Mask): readonly number[] =>
  Array.from({ length: mostNamedItems }, (_, place) => place).filter((place) => covers(mask, bit(place)));
/** The mask of all named CIs of a change that has `count` of them. */
export const everything = (count: number): Mask => 2 ** count - 1;
