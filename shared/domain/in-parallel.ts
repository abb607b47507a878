/**
 * Works on the entries of a list, at most `limit` at a time, and returns the results in order. If some of them fail, the first failure is
 * thrown after all work under way has ended.
 */
export const inParallel = async <Entry, Result>(
  entries: readonly Entry[],
  limit: number,
  work: (entry: Entry, place: number) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const waiting = entries.entries();
  // Workers share one iterator: each takes the next entry that nobody else took.
  const worker = async (): Promise<void> => {
    for (const [place, entry] of waiting) results[place] = await work(entry, place);
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, entries.length) }, worker));
  for (const outcome of workers) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
};
