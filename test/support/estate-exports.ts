/** Documents in the shapes in which other systems tell their estates. */
const account = '123456789012';
const region = 'eu-central-1';
const arnOf = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;

const recorded = (resourceType: string, resourceId: string, arn: string, others: object = {}) => ({
  relatedEvents: [],
  relationships: [],
  configuration: {},
  supplementaryConfiguration: {},
  tags: {},
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: '2026-11-24T01:02:03.004Z',
  configurationStateId: 1_763_946_123_004,
  awsAccountId: account,
  configurationItemStatus: 'OK',
  resourceType,
  resourceId,
  ARN: arn,
  awsRegion: region,
  availabilityZone: `${region}a`,
  configurationStateMd5Hash: '',
  ...others,
});

const certificate = arnOf('acm', 'certificate/4b6f8d0c');

/** A configuration snapshot of AWS Config, as it lies in the bucket of the delivery channel (there as gzip). */
export const configSnapshot = {
  fileVersion: '1.0',
  configSnapshotId: '94ccff53-83be-42d9-996f-b4624b3c1a55',
  configurationItems: [
    recorded('AWS::EC2::Instance', 'i-0a1b', arnOf('ec2', 'instance/i-0a1b'), {
      tags: { Name: 'shop-web-1', Environment: 'production', app: 'shop', 'aws:autoscaling:groupName': 'shop' },
      configuration: { instanceType: 'm7g.large', state: { code: 16, name: 'running' } },
      relationships: [{ resourceId: 'vol-1', resourceType: 'AWS::EC2::Volume', name: 'Is attached to Volume' }],
    }),
    recorded('AWS::RDS::DBInstance', 'db-XYZ', arnOf('rds', 'db:shop'), {
      resourceName: 'shop',
      configuration: { engine: 'postgres', engineVersion: '17.2', dBInstanceClass: 'db.r7g.large' },
    }),
    recorded(
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      arnOf('elasticloadbalancing', 'loadbalancer/app/shop/1'),
      arnOf('elasticloadbalancing', 'loadbalancer/app/shop/1'),
      {
        resourceName: 'shop-lb',
      },
    ),
    recorded('AWS::ACM::Certificate', certificate, certificate, {
      configuration: { domainName: 'shop.example', notAfter: '2027-01-31T23:59:59.000Z', status: 'ISSUED' },
      tags: { Name: 'shop.example' },
    }),
    recorded('AWS::S3::Bucket', 'shop-assets', 'arn:aws:s3:::shop-assets', { resourceName: 'shop-assets', awsRegion: region }),
    recorded('AWS::SQS::Queue', 'https://sqs/orders', arnOf('sqs', 'orders'), { resourceName: 'orders' }),
    recorded('AWS::Lambda::Function', 'price', arnOf('lambda', 'function:price'), {
      resourceName: 'price',
      configuration: { runtime: 'nodejs24.x', memorySize: 1_024 },
    }),
    recorded('AWS::EKS::Cluster', 'shop', arnOf('eks', 'cluster/shop'), { resourceName: 'shop' }),
    recorded('AWS::ECS::Cluster', arnOf('ecs', 'cluster/batch'), arnOf('ecs', 'cluster/batch'), { resourceName: 'batch' }),
    recorded('AWS::EC2::SecurityGroup', 'sg-1', arnOf('ec2', 'security-group/sg-1')),
    recorded('AWS::EC2::Instance', 'i-gone', arnOf('ec2', 'instance/i-gone'), { configurationItemStatus: 'ResourceDeleted' }),
  ],
};

/** The answer of `aws configservice select-aggregate-resource-config`: each result is a text of JSON. */
export const aggregateAnswer = {
  Results: [
    JSON.stringify({
      ...{ arn: arnOf('ec2', 'instance/i-0a1b'), resourceId: 'i-0a1b', resourceType: 'AWS::EC2::Instance', accountId: account },
      awsRegion: region,
      tags: [
        { key: 'Name', value: 'shop-web-1', tag: 'Name=shop-web-1' },
        { key: 'Environment', value: 'production', tag: 'Environment=production' },
        { key: 'app', value: 'shop', tag: 'app=shop' },
      ],
      configuration: { instanceType: 'm7g.large' },
    }),
    JSON.stringify({
      ...{ arn: certificate, resourceId: certificate, resourceType: 'AWS::ACM::Certificate', accountId: account, awsRegion: region },
      ...{ tags: [{ key: 'Name', value: 'shop.example' }], configuration: { notAfter: '2027-01-31T23:59:59.000Z' } },
    }),
  ],
  QueryInfo: { SelectFields: [{ Name: 'arn' }, { Name: 'resourceId' }, { Name: 'resourceType' }] },
};

const target = (instance: string, job: string) => ({
  discoveredLabels: { __address__: instance, __metrics_path__: '/metrics', __scheme__: 'http', job },
  labels: { instance, job },
  scrapePool: job,
  scrapeUrl: `http://${instance}/metrics`,
  globalUrl: `http://${instance}/metrics`,
  lastError: '',
  lastScrape: '2026-11-24T01:02:03.004715405Z',
  lastScrapeDuration: 0.050688943,
  health: 'up',
  scrapeInterval: '1m0s',
  scrapeTimeout: '10s',
});

/** The answer of Prometheus to `/api/v1/targets`. */
export const targetsAnswer = {
  status: 'success',
  data: {
    activeTargets: [
      target('orders-db-1:9100', 'node'),
      target('orders-db-1:9187', 'postgres'),
      target('Orders-Web-1.example:9100', 'node'),
      target('[2001:db8::7]:9100', 'node'),
      target('https://shop.example/', 'blackbox'),
      target('localhost:9090', 'prometheus'),
    ],
    droppedTargets: [],
    droppedTargetCounts: { node: 0 },
  },
};

/** A file of targets for Prometheus' service discovery by files. */
export const fileOfTargets = [{ targets: ['orders-db-1:9100', 'orders-db-2:9100'], labels: { job: 'node' } }];

/** NetBox's list of devices, exported with all data as CSV. */
export const netboxExport = [
  'ID,Name,Status,Tenant,Tenant Group,Role,Manufacturer,Type,Platform,Serial number,Asset tag,Site,Location,Rack,Position,Rack face,Latitude,Longitude,Parent Device,Position (Device Bay),IP Address,IPv4 Address,IPv6 Address,Cluster,Virtual Chassis,VC Position,VC Priority,Description,Config Template,Comments,Tags,Created,Last updated',
  '14,dmi01-akron-rtr01,Active,"Dunder-Mifflin, Inc.",Customers,Router,Cisco,ISR 1111-8P,Cisco IOS,FGL1,NB-14,DM-Akron,,Comms closet,5.0,Front,,,,,10.20.0.1/24,10.20.0.1/24,,,,,,,,,edge,2026-01-01 10:00,2026-01-02 10:00',
  '15,dmi01-akron-sw01,Planned,"Dunder-Mifflin, Inc.",Customers,Access Switch,Cisco,C9200-48P,,FGL2,,DM-Akron,,Comms closet,1.0,Front,,,,,,,,,,,,,,,,2026-01-01 10:00,2026-01-02 10:00',
  '16,,Active,,,Server,Dell,PowerEdge R640,Ubuntu 24.04,SN-16,,DM-Akron,,,,,,,,,,,,,,,,,,,,2026-01-01 10:00,2026-01-02 10:00',
  '17,dmi01-akron-pdu01,Active,,,PDU,APC,AP7901,,SN-17,,DM-Akron,,,,,,,,,,,,,,,,,,,,2026-01-01 10:00,2026-01-02 10:00',
  '',
].join('\n');
