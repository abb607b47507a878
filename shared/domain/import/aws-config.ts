import { invalid } from '../errors.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { asExisting, type ImportPreset } from './import-preset.ts';

/** The class of a resource by its type. The caller may add types by `values`. */
const classes = {
  'AWS::EC2::Instance': 'virtual-machine',
  'AWS::RDS::DBInstance': 'database',
  'AWS::RDS::DBCluster': 'database',
  'AWS::DynamoDB::Table': 'database',
  'AWS::Redshift::Cluster': 'database',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load-balancer',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'load-balancer',
  'AWS::ACM::Certificate': 'certificate',
  'AWS::S3::Bucket': 'storage',
  'AWS::EFS::FileSystem': 'storage',
  'AWS::SQS::Queue': 'queue',
  'AWS::Lambda::Function': 'function',
  'AWS::EKS::Cluster': 'container-cluster',
  'AWS::ECS::Cluster': 'container-cluster',
  'AWS::ECS::Service': 'application',
};

/** What is taken from the configuration of a resource, by its type: the names of its members. */
const details: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Instance': ['instanceType'],
  'AWS::RDS::DBInstance': ['engine', 'engineVersion', 'dBInstanceClass'],
  'AWS::Lambda::Function': ['runtime'],
};

/** The most labels of a CI, and the longest name of one. AWS allows 50 tags. */
const [mostLabels, longestLabel] = [10, 100];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** The tags of a resource. A snapshot has them as an object, an answer to a query as a list. */
const tagsOf = (tags: unknown): ReadonlyMap<string, string> => {
  const pairs = Array.isArray(tags) ? tags.filter(isObject).map(({ key, value }) => [key, value] as const) : Object.entries(Object(tags));
  return new Map(pairs.flatMap(([name, value]) => (typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [])));
};

const isEnvironment = (name: string): boolean => /^env(ironment)?$/i.test(name);

/** The tags that become labels: not the name, the environment, and what AWS adds itself. The first ten by name. */
const labelsOf = (tags: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries(
    [...tags]
      .filter(([name]) => name !== 'Name' && !isEnvironment(name) && !name.startsWith('aws:') && name.length <= longestLabel)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, mostLabels),
  );

/** The configuration of a resource. Some answers of AWS have it as a text of JSON. */
const configurationOf = ({ configuration }: JsonObject): JsonObject => {
  if (typeof configuration !== 'string') return isObject(configuration) ? configuration : {};
  try {
    return configurationOf({ configuration: JSON.parse(configuration) });
  } catch {
    return {};
  }
};

/** The last day of a certificate: its `notAfter`, a time or milliseconds. */
const validToIn = ({ notAfter }: JsonObject): JsonObject => {
  const at = typeof notAfter === 'number' || typeof notAfter === 'string' ? new Date(notAfter) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? {} : { validTo: at.toISOString().slice(0, 10) };
};

const attributesOf = (object: JsonObject, type: string): JsonObject => {
  const configuration = configurationOf(object);
  const told = {
    resourceType: type,
    resourceId: object.resourceId,
    accountId: object.awsAccountId ?? object.accountId,
    region: object.awsRegion,
    ...Object.fromEntries((details[type] ?? []).map((name) => [name, configuration[name]])),
    ...(type === 'AWS::ACM::Certificate' ? validToIn(configuration) : {}),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => textOf(value) !== undefined));
};

const skipped = (code: string, detail: string) => ({ skipped: { pointer: '/resourceType', code, detail } });

/** The lists that whole documents of AWS have, and how each becomes one resource a line. */
const lists: Readonly<Record<string, string>> = {
  configurationItems: "jq -c '.configurationItems[]'",
  Results: "jq -r '.Results[]'",
  baseConfigurationItems: "jq -c '.baseConfigurationItems[]'",
};

/** The type of a resource. @throws DomainError invalid `import/whole-document` for a list of resources; `required` for anything else without a type */
const typeOf = (object: JsonObject): string => {
  const type = textOf(object.resourceType);
  if (type !== undefined) return type;
  const list = Object.keys(lists).find((name) => Array.isArray(object[name]));
  if (list === undefined)
    throw invalid('/resourceType', 'required', 'a resource needs its resourceType: send one resource of AWS Config a line');
  const detail = `this line is a whole document with the list ${list}, and a line must be one resource: write one a line, as by ${lists[list]}`;
  throw invalid(`/${list}`, 'import/whole-document', detail);
};

/** The row of a resource. @throws DomainError invalid `required` for one without an ARN; those of `typeOf` */
const rowOf: NonNullable<ImportPreset['rowOf']> = (object, values) => {
  const type = typeOf(object);
  if (!Object.hasOwn(values.class ?? {}, type))
    return skipped('import/type-left-out', `resources of the type ${type} are left out; declare their class in values to bring them in`);
  if (String(object.configurationItemStatus).startsWith('ResourceDeleted'))
    return skipped('import/resource-deleted', 'the resource was deleted');
  const arn = textOf(object.ARN) ?? textOf(object.arn);
  if (arn === undefined) throw invalid('/arn', 'required', 'a resource needs its ARN; add arn to the columns of the query');
  const tags = tagsOf(object.tags);
  const environment = [...tags].find(([name]) => isEnvironment(name))?.[1];
  return {
    row: {
      name: textOf(tags.get('Name')) ?? textOf(object.resourceName) ?? object.resourceId ?? arn,
      class: type,
      aliases: [{ scheme: 'aws-arn', value: arn }],
      labels: labelsOf(tags),
      attributes: attributesOf(object, type),
      ...(textOf(environment) === undefined ? {} : { environment }),
    },
  };
};

/** Resources as AWS Config tells them, one a line: of a configuration snapshot, or of a query over an aggregator. */
export const awsConfig = {
  kind: 'configuration-items',
  format: 'ndjson',
  mapping: {},
  values: { class: classes },
  defaults: asExisting,
  matchOn: ['aws-arn'],
  rowOf,
} as const satisfies ImportPreset;
