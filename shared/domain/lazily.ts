import type * as z from 'zod';

/**
 * Returns a function that builds a value at its first call and caches it. It is used for schemas and for clients of AWS services. Building
 * a hundred schemas adds about 80 ms to a cold start, and a request needs two or three. A schema and its type have the same name:
 * `Change()` is the schema, and `Change` is the type.
 */
export const lazily = <Value extends object>(build: () => Value): (() => Value) => {
  let built: Value | undefined;
  return () => {
    built ??= build();
    return built;
  };
};

/** The output type of a lazily built schema: `export type Change = Shape<typeof Change>`. */
export type Shape<Lazy extends () => z.ZodType> = z.output<ReturnType<Lazy>>;
