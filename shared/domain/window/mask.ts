/**
 * Which of a change's named CIs (at most 50) something concerns: bit n is the n-th named CI (T6). A whole number below 2^50, so that it
 * is stored as it is; its bits are reached by BigInt, since JavaScript's own bit operators end at 32.
 */
export type Mask = number;

export const bit = (place: number): Mask => 2 ** place;
export const union = (one: Mask, other: Mask): Mask => Number(BigInt(one) | BigInt(other));
/** Whether all bits of `part` are in `whole`. */
export const covers = (whole: Mask, part: Mask): boolean => (BigInt(whole) & BigInt(part)) === BigInt(part);
/** The places of the bits that are set. */
export const places = (mask: Mask): readonly number[] =>
  Array.from({ length: 50 }, (_, place) => place).filter((place) => covers(mask, bit(place)));
/** All of so many named CIs. */
export const everything = (count: number): Mask => 2 ** count - 1;
