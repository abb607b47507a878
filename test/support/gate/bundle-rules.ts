/** The part of esbuild's metafile that is judged. */
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

/** The functions that an alert passes through on its way to the pager. */
const pagingPath = ['ingest', 'evaluate', 'send', 'release'];

interface ForbiddenInput {
  readonly input: RegExp;
  /** The functions that may not bundle it; all of them unless given. */
  readonly functions?: readonly string[];
  readonly instead: string;
}

/** What must not be in a bundle, and what to do instead. */
const forbidden: readonly ForbiddenInput[] = [
  { input: /node_modules\/zod\/.*\/locales\/(?!en\.)/, instead: "zod's locales: import * as z from 'zod', never { z }" },
  { input: /node_modules\/ajv\//, instead: 'ajv: zod checks what comes in' },
  { input: /node_modules\/moment(-timezone)?\//, instead: 'moment: temporal-polyfill' },
  { input: /node_modules\/aws-xray-sdk/, instead: "the X-Ray SDK: Lambda's own tracing" },
  { input: /node_modules\/@aws-lambda-powertools\/tracer\//, instead: "Powertools' tracer brings the X-Ray SDK: Lambda's own tracing" },
  { input: /node_modules\/zod-openapi\//, instead: 'OpenAPI is generated at build time, functions serve the file' },
  { input: /node_modules\/(aws-cdk-lib|constructs|esbuild|typescript|jest)\//, instead: 'a tool of the build' },
  {
    input: /^shared\/(domain\/asset\/asset\.ts|data\/asset\/|data\/item\/item-repository\.ts)/,
    functions: pagingPath,
    instead: "an asset's schema in the paging path: look items up by ItemReferences and ConfigurationItemRepository",
  },
  { input: /^(infra|test)\//, instead: 'code of infra or tests: move what is shared to shared/' },
];

/** How much a bundle may grow past its listed size before somebody has to say that it is meant. */
const headRoom = 1.1;

type NameOf = (output: string) => string;

const bundles = (metafile: Metafile, functionOf: NameOf) =>
  Object.entries(metafile.outputs)
    .filter(([, { entryPoint }]) => entryPoint?.endsWith('.ts'))
    .map(([output, { bytes, inputs }]) => ({ name: functionOf(output), bytes, inputs: Object.entries(inputs) }))
    .sort((one, other) => one.name.localeCompare(other.name));

/** Bytes of each function's bundle. */
export const sizesOf = (metafile: Metafile, functionOf: NameOf): Record<string, number> =>
  Object.fromEntries(bundles(metafile, functionOf).map(({ name, bytes }) => [name, bytes]));

const judgeSize = (name: string, bytes: number, listed: number | undefined): string[] => {
  if (listed === undefined) return [`${name}: ${bytes} bytes, not listed in bundle-sizes.json (npm run bundle:sizes)`];
  const most = Math.floor(listed * headRoom);
  return bytes > most ? [`${name}: ${bytes} bytes, at most ${most}: make it smaller, or say that it is meant by npm run bundle:sizes`] : [];
};

const judgeContent = (name: string, inputs: readonly (readonly [string, { readonly bytesInOutput: number }])[]): string[] =>
  forbidden.flatMap(({ input, functions, instead }) => {
    if (functions && !functions.includes(name)) return [];
    const culprit = inputs.find(([file, { bytesInOutput }]) => bytesInOutput > 0 && input.test(file));
    return culprit ? [`${name}: bundles ${culprit[0]} – ${instead}`] : [];
  });

/** What is wrong with the bundles, one sentence each; nothing when all is well. */
export const judgeBundles = (metafile: Metafile, listed: Readonly<Record<string, number>>, functionOf: NameOf): string[] => {
  const present = bundles(metafile, functionOf);
  const gone = Object.keys(listed).filter((name) => !present.some((bundle) => bundle.name === name));
  return [
    ...present.flatMap(({ name, bytes, inputs }) => [...judgeSize(name, bytes, listed[name]), ...judgeContent(name, inputs)]),
    ...gone.map((name) => `${name}: listed in bundle-sizes.json, but there is no such function`),
  ];
};
