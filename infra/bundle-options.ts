import type { BuildOptions } from 'esbuild';

/**
 * How code is bundled. The format is CommonJS, because ES modules load undici through `node:http`, which adds 40 ms to a cold start.
 * `module` comes before `main`, so that unused parts of the SDK are left out.
 */
export const plainBundle = {
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
 * Modules of the SDK that a Lambda function never uses, with what replaces them (docs/decisions/0027-functions-read-credentials-from-the-environment.md). They are loaded by `import()`
 * inside the SDK. Besides their own size, this makes esbuild wrap every module that they share with the rest, which is then parsed twice.
 */
export const sdkReplacements: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': './shared/sdk/environment-credentials.ts',
  '@smithy/core/event-streams': './shared/sdk/no-event-streams.ts',
};

/** How functions are bundled. */
export const bundleOptions = { ...plainBundle, alias: sdkReplacements } as const satisfies BuildOptions;

/**
 * Packages that functions load at their first use, with `import()`. They are files beside the bundle, because Node compiles the whole
 * bundle at a cold start, including code that does not run.
 */
export const loadedAtFirstUse: readonly string[] = [
  're2js',
  'rrule-temporal',
  '@aws-sdk/client-sns',
  '@aws-sdk/client-s3',
  '@aws-sdk/s3-presigned-post',
  '@aws-sdk/s3-request-presigner',
];
