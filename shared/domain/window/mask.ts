/**
 * A set of a change's named CIs, of which there are at most 50: bit n stands for the n-th named CI (T6). It is a whole number below 2^50,
 * which the table stores exactly. BigInt reads its bits, since the bit operators of JavaScript end at 32 bits.
 */
export type Mask = number;

export const bit = (place: number): Mask => 2 ** place;
export const union = (one: Mask, other: Mask): Mask => Number(BigInt(one) | BigInt(other));
/** Whether `whole` has every bit of `part`. */
export const covers = (whole: Mask, part: Mask): boolean => (BigInt(whole) & BigInt(part)) === BigInt(part);
/** The numbers of the bits that are set. */
export const places = (mask: Mask): readonly number[] =>
  Array.from({ length: 50 }, (_, place) => place).filter((place) => covers(mask, bit(place)));
/** The mask of all named CIs, when there are `count` of them. */
export const everything = (count: number): Mask => 2 ** count - 1;
