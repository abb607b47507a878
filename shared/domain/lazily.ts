import type * as z from 'zod';

/**
 * A schema that is built at its first use and then kept: building a hundred schemas costs a cold start some 80 ms, and a request
 * needs two or three. `Change()` is the schema, the type of the same name is its shape.
 */
export const lazily = <Schema extends z.ZodType>(build: () => Schema): (() => Schema) => {
  let built: Schema | undefined;
  return () => {
    built ??= build();
    return built;
  };
};

/** The shape that a lazily built schema describes: `export type Change = Shape<typeof Change>`. */
export type Shape<Lazy extends () => z.ZodType> = z.output<ReturnType<Lazy>>;
