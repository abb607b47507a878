/** The types of the part that we use. The package has no types for ES modules. */
declare module 'asl-validator' {
  const validate: (
    definition: unknown,
    options?: { readonly checkArn?: boolean; readonly checkPaths?: boolean },
  ) => { readonly isValid: boolean; readonly errorsText: () => string };
  // biome-ignore lint/style/noDefaultExport: it is how the package exports it
  export default validate;
}
