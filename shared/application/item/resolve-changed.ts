type Resolve = (reference: string, pointer: string) => Promise<string>;

/**
 * A reference as an id. One that has not changed is not looked up again, so that a field whose target is gone does not prevent the
 * change of another field.
 */
export const resolveChanged = async (resolve: Resolve, reference: string | undefined, before: string | undefined, pointer: string) =>
  reference === undefined || reference === before ? reference : resolve(reference, pointer);
