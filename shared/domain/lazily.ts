import type * as z from 'zod';

/**
 * A value that is built at its first use and then kept, such as a schema or a client of an AWS service. Building a hundred schemas adds
 * about 80 ms to a cold start, and a request needs two or three. `Change()` is the schema, the type of the same name is its shape.
 */
export const lazily = <Value extends object>(build: () => Value): (() => Value) => {
  let built: Value | undefined;
  return () => {
    built ??= build();
    return built;
  };
};

/** The shape that a lazily built schema describes: `export type Change = Shape<typeof Change>`. */
export type Shape<Lazy extends () => z.ZodType> = z.output<ReturnType<Lazy>>;
