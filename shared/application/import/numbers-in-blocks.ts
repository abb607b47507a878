/** The most numbers that are taken together. */
const mostAtOnce = 25;

/**
 * Hands out the numbers of new entries, which are taken in blocks: one write of the counter gives many. Numbers of rows that are refused after
 * all are gaps.
 * @param most how many numbers are needed at most
 * @param take takes so many numbers
 */
export const numbersInBlocks = (most: number, take: (count: number) => Promise<readonly string[]>) => {
  let left = most;
  let block: Promise<readonly string[]> = Promise.resolve([]);
  let [size, used] = [0, 0];
  return async (): Promise<string> => {
    if (used === size) {
      size = Math.max(1, Math.min(mostAtOnce, left));
      [left, used] = [left - size, 0];
      block = take(size);
    }
    const place = used;
    used += 1;
    const [number] = (await block).slice(place);
    if (number === undefined) throw new Error(`number ${place + 1} of a block of ${size} is missing`);
    return number;
  };
};
