import type { BuildOptions } from 'esbuild';

/**
 * How functions are bundled. The format is CommonJS, because ES modules load undici through `node:http`, which adds 40 ms to a cold start.
 * `module` comes before `main`, so that unused parts of the SDK are left out.
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Packages that functions load at their first use, with `import()`. They are files beside the bundle, because Node compiles the whole
 * bundle at a cold start, including code that does not run.
 */
export const loadedAtFirstUse: readonly string[] = ['re2js', '@aws-sdk/client-sns'];
