import { expect, it } from '@jest/globals';
import { checkBundles, type Metafile, sizesOf } from '../support/gate/bundle-rules.ts';

const folder = (output: string): string => output.split('/').at(-2) ?? '';

const metafile = (inputs: readonly string[], bytes = 1_000): Metafile => ({
  outputs: {
    'build/changes/handler.js': {
      bytes,
      entryPoint: 'functions/changes/handler.ts',
      inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 10 }])),
    },
    'build/changes/handler.js.map': { bytes: 9_999, inputs: {} },
  },
});

it('a bundle may be up to a tenth larger than its listed size', () => {
  expect(checkBundles(metafile([], 1_100), { changes: 1_000 }, folder)).toEqual([]);
  expect(checkBundles(metafile([], 1_101), { changes: 1_000 }, folder)).toEqual([
    expect.stringContaining('changes: 1101 bytes, at most 1100'),
  ]);
});

it('every function is in the list of sizes, and every listed function exists', () => {
  expect(checkBundles(metafile([]), {}, folder)).toEqual([expect.stringContaining('changes: 1000 bytes, not listed')]);
  expect(checkBundles(metafile([]), { ...sizesOf(metafile([]), folder), approvals: 1 }, folder)).toEqual([
    expect.stringContaining('approvals: listed'),
  ]);
});

it.each([
  'node_modules/zod/v4/locales/de.js',
  'node_modules/ajv/dist/ajv.js',
  'node_modules/moment/moment.js',
  'node_modules/aws-xray-sdk-core/dist/index.js',
  'node_modules/zod-openapi/dist/api.mjs',
  'infra/openapi.ts',
])('%s may not be in a bundle', (input) => {
  expect(checkBundles(metafile(['node_modules/zod/v4/locales/en.js', input]), { changes: 1_000 }, folder)).toEqual([
    expect.stringContaining(`changes: bundles ${input}`),
  ]);
});
