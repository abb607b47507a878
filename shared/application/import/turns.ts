/** Does work of the same key one after another, in the order in which it is given. Work of other keys goes on meanwhile. */
export const turns = () => {
  const lastOf = new Map<string, Promise<unknown>>();
  return <Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> => {
    const next = (lastOf.get(key) ?? Promise.resolve()).then(work, work);
    lastOf.set(key, next);
    return next;
  };
};
