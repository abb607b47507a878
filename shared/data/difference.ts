/** The entries added to and removed from a list, without duplicates. Two entries are equal if their texts are equal. */
export const difference = <Entry>(before: readonly Entry[], after: readonly Entry[], textOf: (entry: Entry) => string) => {
  const [oldEntries, newEntries] = [before, after].map((list) => new Map(list.map((entry) => [textOf(entry), entry])));
  const without = (list: ReadonlyMap<string, Entry> | undefined, other: ReadonlyMap<string, Entry> | undefined): readonly Entry[] =>
    [...(list ?? [])].flatMap(([text, entry]) => (other?.has(text) ? [] : [entry]));
  return { added: without(newEntries, oldEntries), removed: without(oldEntries, newEntries) };
};
