import type { BuildOptions } from 'esbuild';

/**
 * How functions are bundled. CommonJS, since ES modules load undici through `node:http` (40 ms a cold start); `module` before `main`, or
 * the SDK comes whole.
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
