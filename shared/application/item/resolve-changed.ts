type Resolve = (reference: string, pointer: string) => Promise<string>;

/**
 * Resolves a reference to an id. A reference that has not changed is not looked up again. So a field whose target no longer exists does
 * not prevent changes to other fields.
 */
export const resolveChanged = async (resolve: Resolve, reference: string | undefined, before: string | undefined, pointer: string) =>
  reference === undefined || reference === before ? reference : resolve(reference, pointer);
