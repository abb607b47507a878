import { expect, it } from '@jest/globals';
import { checkBundles, type Metafile, sizesOf } from '../support/gate/bundle-rules.ts';

const folder = (output: string): string => output.split('/').at(-2) ?? '';

const metafile = (inputs: readonly string[], bytes = 1_000, name = 'changes'): Metafile => ({
  outputs: {
    [`build/${name}/handler.js`]: {
      bytes,
      entryPoint: `functions/${name}/handler.ts`,
      inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 10 }])),
    },
    [`build/${name}/handler.js.map`]: { bytes: 9_999, inputs: {} },
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
  'node_modules/@aws-sdk/credential-provider-node/dist-es/defaultProvider.js',
  'node_modules/@aws-sdk/credential-provider-sso/dist-es/fromSSO.js',
  'node_modules/@aws-sdk/nested-clients/dist-es/submodules/sts/STSClient.js',
  'node_modules/@smithy/credential-provider-imds/dist-es/fromInstanceMetadata.js',
  'node_modules/@smithy/core/dist-es/submodules/event-streams/EventStreamSerde.js',
  'infra/openapi.ts',
])('%s may not be in a bundle', (input) => {
  expect(
    checkBundles(
      metafile(['node_modules/zod/v4/locales/en.js', 'node_modules/@aws-sdk/credential-provider-env/dist-es/fromEnv.js', input]),
      { changes: 1_000 },
      folder,
    ),
  ).toEqual([expect.stringContaining(`changes: bundles ${input}`)]);
});

it.each(['ingest', 'evaluate', 'send', 'release'])("%s is in the paging path and may not bundle an asset's schema", (name) => {
  const asset = 'shared/domain/asset/asset.ts';
  const harmless = 'shared/domain/asset/asset-uniques.ts';

  expect(checkBundles(metafile([harmless, asset], 1_000, name), { [name]: 1_000 }, folder)).toEqual([
    expect.stringContaining(`${name}: bundles ${asset}`),
  ]);
  expect(checkBundles(metafile([harmless], 1_000, name), { [name]: 1_000 }, folder)).toEqual([]);
  expect(checkBundles(metafile([asset]), { changes: 1_000 }, folder)).toEqual([]);
});

it.each([
  'shared/contracts/assets.ts',
  'shared/domain/mailed-link/mailed-codes.ts',
  'shared/mail/letters.ts',
  'shared/application/notification/tell-people.ts',
  'shared/functions/all-functions.ts',
  'node_modules/hono/dist/helper/html/index.js',
])('%s may be in a bundle, but not in one of the paging path', (input) => {
  expect(checkBundles(metafile([input]), { changes: 1_000 }, folder)).toEqual([]);
  for (const name of ['ingest', 'evaluate', 'release', 'send']) {
    expect(checkBundles(metafile([input], 1_000, name), { [name]: 1_000 }, folder)).toEqual([
      expect.stringContaining(`${name}: bundles ${input}`),
    ]);
  }
});

it('a function of the paging path bundles the contracts of its own routes', () => {
  const inputs = ['shared/contracts/contract.ts', 'shared/contracts/paging.ts', 'shared/contracts/monitors.ts'];

  expect(checkBundles(metafile(inputs, 1_000, 'ingest'), { ingest: 1_000 }, folder)).toEqual([]);
  expect(checkBundles(metafile(inputs, 1_000, 'evaluate'), { evaluate: 1_000 }, folder)).toHaveLength(1);
});
