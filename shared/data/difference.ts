/** What a list gained and lost, each entry once; entries are the same when their texts are. */
export const difference = <Entry>(before: readonly Entry[], after: readonly Entry[], textOf: (entry: Entry) => string) => {
  const [had, has] = [before, after].map((list) => new Map(list.map((entry) => [textOf(entry), entry])));
  const without = (list: ReadonlyMap<string, Entry> | undefined, other: ReadonlyMap<string, Entry> | undefined): readonly Entry[] =>
    [...(list ?? [])].flatMap(([text, entry]) => (other?.has(text) ? [] : [entry]));
  return { added: without(has, had), removed: without(had, has) };
};
