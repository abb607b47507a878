/** An exact number: `over` divided by `under`, which is above 0. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Below 0 if the first is less, 0 if they are equal, above 0 if it is more. */
export const compareFractions = (one: Fraction, other: Fraction): number => {
  const difference = one.over * other.under - other.over * one.under;
  return difference < 0n ? -1 : Number(difference > 0n);
};

/** Target digits after the point: per cent with six places are hundred-millionths. */
const targetUnder = 100_000_000n;

/** A target such as `99.9` (per cent, at most six places) as a fraction of one. */
export const targetFraction = (target: string): Fraction => {
  const [whole = '0', places = ''] = target.split('.');
  return { over: BigInt(whole) * 1_000_000n + BigInt(places.padEnd(6, '0')), under: targetUnder };
};

/** The most places that are written. */
const mostPlaces = 20;

/** Half up to some places, as an integer of that many places. */
const rounded = ({ over, under }: Fraction, places: number): bigint => (200n * over * 10n ** BigInt(places) + under) / (2n * under);

const isSameSide = (value: Fraction, written: Fraction, limit: Fraction): boolean =>
  compareFractions(value, limit) === compareFractions(written, limit);

/**
 * A fraction of one in per cent with six places, half up. It gets more places if six would show a value on a limit that it does not reach,
 * so that 99.8999999 is never printed as 99.900000.
 */
export const percentOf = (value: Fraction, limits: readonly Fraction[] = []): string => {
  for (let places = 6; ; places += 1) {
    const digits = rounded(value, places);
    const written = { over: digits, under: 100n * 10n ** BigInt(places) };
    if (places === mostPlaces || limits.every((limit) => isSameSide(value, written, limit))) return decimal(digits, places);
  }
};

const decimal = (digits: bigint, places: number): string => {
  const text = String(digits).padStart(places + 1, '0');
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
};
