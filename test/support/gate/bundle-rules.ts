/** The part of esbuild's metafile that the rules read. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        readonly entryPoint?: string;
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
      }
    >
  >;
}

interface Ban {
  readonly input: RegExp;
  readonly instead: string;
}

/** Files that must not be in any bundle, with the reason or the replacement. */
const forbidden: readonly Ban[] = [
  {
    input: /node_modules\/zod\/.*\/locales\/(?!en\.)/,
    instead: "zod's locales: import * as z from 'zod', never { z }, and no values of z.core",
  },
  { input: /node_modules\/ajv\//, instead: 'ajv: zod validates input' },
  { input: /node_modules\/moment(-timezone)?\//, instead: 'moment: temporal-polyfill' },
  { input: /node_modules\/aws-xray-sdk/, instead: "the X-Ray SDK: Lambda's own tracing" },
  { input: /node_modules\/@aws-lambda-powertools\/tracer\//, instead: "Powertools' tracer brings the X-Ray SDK: Lambda's own tracing" },
  { input: /node_modules\/zod-openapi\//, instead: 'the OpenAPI document is generated at build time and served as a file' },
  { input: /node_modules\/(aws-cdk-lib|constructs|esbuild|typescript|jest)\//, instead: 'a build tool' },
  {
    input: /node_modules\/@(aws-sdk\/(nested-clients|token-providers|credential-provider-(?!env\/))|smithy\/credential-provider)/,
    instead: 'credentials come from the environment in Lambda: see sdkReplacements in infra/bundle-options.ts',
  },
  {
    input: /node_modules\/@smithy\/core\/.*\/event-streams\//,
    instead: 'no operation that we call streams events: see sdkReplacements in infra/bundle-options.ts',
  },
  { input: /^(infra|test)\//, instead: 'code of infra or tests: move shared code to shared/' },
];

/**
 * Code that must not be in the paging path, so that a change of it does not redeploy the functions that receive, decide and send alerts.
 */
const outsidePagingPath: readonly Ban[] = [
  { input: /^shared\/functions\/all-functions/, instead: "import the function's own record" },
  {
    input: /^shared\/(domain\/asset\/asset\.ts|data\/asset\/|data\/item\/item-repository\.ts)/,
    instead: "an asset's schema in the paging path: look items up by ItemReferences and ConfigurationItemRepository",
  },
  {
    input: /^shared\/data\/(reservation|item\/relation)/,
    instead: 'reservations and relations belong to changes: narrow the context of the use case',
  },
  { input: /^shared\/(domain|data)\/mail\/|^shared\/mail\//, instead: 'mail belongs to notify and approvals' },
  {
    input: /^shared\/((domain|data|application)\/mailed-link|(domain|data)\/approval\/approval-)/,
    instead: 'links and codes belong to approvals and notify',
  },
  {
    input: /^shared\/application\/(approval|asset|configuration-item|event|monitor|notification|resource|sweep|token)\//,
    instead: 'use cases of another area',
  },
  { input: /node_modules\/hono\//, instead: 'pages and mails belong to other functions' },
];

/** The functions of the paging path, each with the contracts of its own routes. */
const pagingPath: Readonly<Record<string, readonly string[]>> = {
  ingest: ['monitors', 'monitor-view', 'names'],
  cloudwatch: [],
  evaluate: ['suppression', 'window-view', 'names'],
  release: [],
  send: [],
};

const bansOf = (name: string): readonly Ban[] => {
  const own = pagingPath[name];
  if (!own) return forbidden;
  const allowed = ['contract', 'paging', 'reason-phrases', ...own].join('|');
  const contracts = { input: new RegExp(`^shared/contracts/(?!(${allowed})\\.ts$)`), instead: 'contracts of another area' };
  return [...forbidden, ...outsidePagingPath, contracts];
};

/** How much larger than its listed size a bundle may be. A larger size must be listed on purpose. */
const headRoom = 1.1;

type NameOf = (output: string) => string;

const bundles = (metafile: Metafile, functionOf: NameOf) =>
  Object.entries(metafile.outputs)
    .filter(([, { entryPoint }]) => entryPoint?.endsWith('.ts'))
    .map(([output, { bytes, inputs }]) => ({ name: functionOf(output), bytes, inputs: Object.entries(inputs) }))
    .sort((one, other) => one.name.localeCompare(other.name));

/** The size of each function's bundle in bytes. */
export const sizesOf = (metafile: Metafile, functionOf: NameOf): Record<string, number> =>
  Object.fromEntries(bundles(metafile, functionOf).map(({ name, bytes }) => [name, bytes]));

const checkSize = (name: string, bytes: number, listed: number | undefined): string[] => {
  if (listed === undefined) return [`${name}: ${bytes} bytes, not listed in bundle-sizes.json (npm run bundle:sizes)`];
  const most = Math.floor(listed * headRoom);
  return bytes > most
    ? [`${name}: ${bytes} bytes, at most ${most}: make it smaller, or run npm run bundle:sizes if the growth is intended`]
    : [];
};

const checkContent = (name: string, inputs: readonly (readonly [string, { readonly bytesInOutput: number }])[]): string[] =>
  bansOf(name).flatMap(({ input, instead }) => {
    const culprit = inputs.find(([file, { bytesInOutput }]) => bytesInOutput > 0 && input.test(file));
    return culprit ? [`${name}: bundles ${culprit[0]} – ${instead}`] : [];
  });

/** The problems of the bundles, one sentence each. */
export const checkBundles = (metafile: Metafile, listed: Readonly<Record<string, number>>, functionOf: NameOf): string[] => {
  const present = bundles(metafile, functionOf);
  const gone = Object.keys(listed).filter((name) => !present.some((bundle) => bundle.name === name));
  return [
    ...present.flatMap(({ name, bytes, inputs }) => [...checkSize(name, bytes, listed[name]), ...checkContent(name, inputs)]),
    ...gone.map((name) => `${name}: listed in bundle-sizes.json, but there is no such function`),
  ];
};
