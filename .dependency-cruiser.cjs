// The import table of the house: who may import whom. A test folder may import anything and is imported by nothing.

const npm = (names) => `node_modules/(${names.join('|')})(/|$)`;
const aws = 'node_modules/(@aws-sdk|@smithy|@aws-lambda-powertools|@middy|aws-jwt-verify|aws-cdk-lib|constructs)(/|$)';
/** Calculation only: what the domain may lean on. */
const calculation = npm(['zod', 'big\\.js', '@types/big\\.js', 'temporal-polyfill', 'temporal-spec', 'rrule-temporal', 're2js']);

/** `from` may import only `to`; whatever else it imports is an error with this comment. */
const only = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { path: from }, to: { pathNot: to } });
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'two modules that need each other are one, or hide a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', comment: 'an import that leads nowhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-functions',
      comment: 'what runs in a Lambda belongs to dependencies',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    only(
      'domain',
      '^shared/domain/',
      ['^shared/domain/', calculation, '^crypto$', '^node:crypto$'],
      'the domain is pure: itself and calculation',
    ),
    only(
      'application',
      '^shared/application/',
      ['^shared/application/', '^shared/domain/', '^shared/events/names', calculation, '^crypto$', '^node:crypto$'],
      'use cases know the domain and its ports, no adapter, no HTTP',
    ),
    never(
      'data-and-events',
      '^shared/(data|events)/',
      [
        '^shared/(application|http|pages|contracts|env|observability)/',
        '^(functions|infra|test)/',
        'node_modules/(@middy|@aws-lambda-powertools)/',
      ],
      'adapters know the domain and the SDK',
    ),
    only(
      'contracts',
      '^shared/contracts/',
      ['^shared/contracts/', '^shared/domain/', npm(['zod'])],
      'contracts are data: domain schemas and zod',
    ),
    never(
      'http-env-observability',
      '^shared/(http|env|observability)/',
      [
        '^shared/(application|data|events|pages)/',
        '^shared/domain/(?!idempotency/)[^/]+/',
        '^(functions|infra|test)/',
        'node_modules/(@aws-sdk|@smithy)/',
      ],
      'the frame knows what stands at the root of the domain (errors, access, ports of the frame) and the contracts; no SDK client, no store',
    ),
    only(
      'pages',
      '^shared/pages/',
      ['^shared/pages/', '^shared/http/', '^shared/domain/errors\\.ts$', npm(['hono']), '^crypto$', '^node:crypto$'],
      'pages are the frame for HTML: errors and answers in, no use case and no store',
    ),
    only(
      'function-records',
      '^shared/functions/',
      ['^shared/functions/', '^shared/contracts/', '^shared/env/', npm(['zod'])],
      'a function record names routes, needs and variables; it is read by the function, infra and tests',
    ),
    only(
      'env',
      '^shared/env/',
      ['^shared/env/', '^shared/domain/[^/]+$', npm(['zod'])],
      'the environment is schemas only: infra reads it too',
    ),
    {
      name: 'functions-keep-apart',
      comment: 'a function imports shared/ and its own folder; what two need moves to shared/',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^(functions|infra|test)/', pathNot: '^functions/$1/' },
    },
    never('shared-looks-up', '^shared/', '^(functions|infra|test)/', 'shared/ knows nobody above it'),
    never(
      'infra',
      '^infra/',
      [
        '^(functions|test)/',
        '^shared/(application|http|pages|observability)/',
        '^shared/domain/(?!event/event)[^/]+/',
        '^shared/data/(?!table\\.ts)',
        '^shared/events/(?!names\\.ts)',
      ],
      'infra names function code by path string and reads function records, env, table, contracts and the event catalog only',
    ),
    never(
      'stage-without-sdk',
      '^infra/(app|stage|stacks|constructs)',
      'node_modules/(@aws-sdk|@middy)/',
      'the template is made without calling anything',
    ),
    {
      name: 'aws-outside-adapters',
      comment: 'calculation is pure',
      severity: 'error',
      from: { path: '^shared/(domain|application|contracts|env)/' },
      to: { path: aws },
    },
    {
      name: 'tests-are-leaves',
      comment: 'a test is imported by nothing but tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(cdk\\.out|build|\\.quiesce)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    detectProcessBuiltinModuleCalls: true,
  },
};
