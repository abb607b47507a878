// The allowed imports between directories. Tests may import anything; nothing else may import tests.

const npm = (names) => `node_modules/(${names.join('|')})(/|$)`;
const aws = 'node_modules/(@aws-sdk|@smithy|@aws-lambda-powertools|@middy|aws-jwt-verify|aws-cdk-lib|constructs)(/|$)';
/** Packages for calculation, which the domain may import. */
const calculation = npm(['zod', 're2js', 'rrule-temporal', '@cfworker/json-schema']);

/** `from` may import only `to`. Any other import is an error with this comment. */
const only = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { path: from }, to: { pathNot: to } });
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'modules that import each other should be merged, or share a third module',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', comment: 'an import must resolve to a file', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-functions',
      comment: 'code that runs in a Lambda function may use only dependencies, not devDependencies',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    only(
      'domain',
      '^shared/domain/',
      ['^shared/domain/', calculation, '^crypto$', '^node:crypto$'],
      'the domain is pure: it imports itself and packages for calculation',
    ),
    only(
      'application',
      '^shared/application/',
      ['^shared/application/', '^shared/domain/', '^shared/events/names', calculation, '^crypto$', '^node:crypto$'],
      'use cases import the domain and its ports, no adapter and no HTTP code',
    ),
    never(
      'data-and-events',
      '^shared/(data|events)/',
      [
        '^shared/(application|http|pages|contracts|env|observability)/',
        '^(functions|infra|test)/',
        'node_modules/(@middy|@aws-lambda-powertools)/',
      ],
      'adapters import the domain and the AWS SDK',
    ),
    only(
      'contracts',
      '^shared/contracts/',
      ['^shared/contracts/', '^shared/domain/', npm(['zod'])],
      'contracts are data: they import domain schemas and zod',
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
      'the HTTP frame imports files directly in shared/domain, idempotency and contracts, no SDK client and no repository',
    ),
    only(
      'pages',
      '^shared/pages/',
      ['^shared/pages/', '^shared/http/', '^shared/domain/(errors|sha256)\\.ts$', npm(['hono'])],
      'pages are the frame for HTML: errors and answers in, no use case and no store',
    ),
    only(
      'function-records',
      '^shared/functions/',
      ['^shared/functions/', '^shared/contracts/', '^shared/env/', '^shared/data/table\\.ts$', npm(['zod'])],
      'a function record names routes, needs, variables and indexes; it is read by the function, infra and tests',
    ),
    only(
      'env',
      '^shared/env/',
      ['^shared/env/', '^shared/domain/[^/]+$', npm(['zod'])],
      'shared/env has schemas only, because infra imports it too',
    ),
    {
      name: 'functions-keep-apart',
      comment: 'a function imports shared/ and its own folder; code that two functions need belongs in shared/',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^(functions|infra|test)/', pathNot: '^functions/$1/' },
    },
    never('shared-looks-up', '^shared/', '^(functions|infra|test)/', 'shared/ imports nothing from functions, infra or tests'),
    never(
      'infra',
      '^infra/(?!verify-day/)',
      [
        '^(functions|test)/',
        '^shared/(application|http|pages|observability)/',
        '^shared/domain/(?!event/event)[^/]+/',
        '^shared/data/(?!table\\.ts)',
        '^shared/events/(?!names\\.ts)',
      ],
      'infra refers to function code by path, and imports only function records, env, table, contracts and the event catalog of shared/',
    ),
    never(
      'verify-day',
      '^infra/verify-day/',
      [
        '^(functions|test)/',
        '^shared/(application|http|pages|observability)/',
        '^shared/domain/(?!(event/event|history/seal)\\.ts)[^/]+/',
        '^shared/data/(?!(dynamo-records|event/event-repository|history/s3-seals)\\.ts)',
        '^shared/events/',
      ],
      'infra/verify-day reads events and seals by the code that the function seal has, or it would prove nothing',
    ),
    never(
      'stage-without-sdk',
      '^infra/(app|stage|stacks|constructs)',
      'node_modules/(@aws-sdk|@middy)/',
      'templates are synthesized without calls to AWS',
    ),
    {
      name: 'aws-outside-adapters',
      comment: 'domain, use cases, contracts and environment schemas import no AWS package',
      severity: 'error',
      from: { path: '^shared/(domain|application|contracts|env)/' },
      to: { path: aws },
    },
    {
      name: 'tests-are-leaves',
      comment: 'only tests import tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'cdk-is-loaded-once',
      comment:
        'tests take the CDK and the stacks from test/infra/cdk.ts, because jest would load them anew for each file, which takes seconds',
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/infra/cdk\\.ts$' },
      to: { path: ['^infra/stacks/', 'node_modules/(aws-cdk-lib|cdk-nag)(/|$)'], dependencyTypesNot: ['type-only'] },
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
