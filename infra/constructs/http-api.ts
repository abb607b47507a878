import { Duration, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { cors } from '../cors.ts';
import type { Domain } from '../domain.ts';
import type { Stage } from '../stage.ts';
import { routeAcknowledgements } from './acknowledgements.ts';
import type { DeployedFunction } from './functions.ts';
import type { GatewayKey } from './gateway-keys.ts';

export interface HttpApiProps {
  readonly stage: Stage;
}

/** The access log has route keys instead of paths, because a path may contain a token (X3). */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  domain: '$context.domainName',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
});

/** The most that an account has in a region by default. */
const unthrottled: Stage['throttle'] = { rate: 10_000, burst: 5_000 };

/** The HTTP API. It is created before the functions, because they need its address. `answer` adds the routes afterwards. */
export class HttpApi extends Construct {
  readonly api: apigateway.HttpApi;
  /** The address that clients use, without a trailing slash. */
  readonly url: string;
  /** The domain by which CloudFront reaches the API, if the stage has one. */
  readonly originDomain: apigateway.DomainName | undefined;
  private readonly stage: apigateway.CfnStage;
  /** One line for each request, also for those that no function answered. */
  readonly accessLog: logs.LogGroup;
  private readonly integrations = new Map<string, string>();

  constructor(scope: Construct, id: string, { stage }: HttpApiProps) {
    super(scope, id);
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: `quiesce-${stage.name}`,
      createDefaultStage: false,
      // With a domain of our own, requests must pass CloudFront and WAF, unless monitors are still to move to it.
      disableExecuteApiEndpoint: stage.domain?.isPlainEndpointOn === false,
      corsPreflight: {
        allowOrigins: [...cors.origins],
        allowMethods: cors.methods.map((method) => apigateway.CorsHttpMethod[method]),
        allowHeaders: [...cors.headers],
        exposeHeaders: [...cors.exposed],
        maxAge: Duration.seconds(cors.maxAgeSeconds),
      },
    });
    if (stage.emulatedApiId) Tags.of(this.api).add('ms-custom-id', stage.emulatedApiId);

    this.accessLog = new logs.LogGroup(this, 'AccessLog', {
      logGroupName: `/quiesce/${stage.name}/access`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new apigateway.CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: this.accessLog.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        throttlingRateLimit: stage.throttle.rate,
        throttlingBurstLimit: stage.throttle.burst,
        detailedMetricsEnabled: false,
      },
    });
    this.url = stage.domain ? `https://${stage.domain.name}` : this.api.apiEndpoint;
    if (stage.domain) this.originDomain = this.answerOn(stage.domain);
  }

  /** Lets CloudFront reach the API by the origin's name. */
  private answerOn({ originName, originCertificateArn }: Domain): apigateway.DomainName {
    const certificate = acm.Certificate.fromCertificateArn(this, 'OriginCertificate', originCertificateArn);
    const domain = new apigateway.DomainName(this, 'Origin', { domainName: originName, certificate });
    const mapping = new apigateway.CfnApiMapping(this, 'OriginMapping', {
      apiId: this.api.apiId,
      domainName: domain.name,
      stage: '$default',
    });
    mapping.addResourceDependency(this.stage);
    return domain;
  }

  /** Routes each key to its function. A request that matches no key goes to the function whose record marks it as the fallback. */
  answer(keys: readonly GatewayKey[], functions: readonly DeployedFunction[]): void {
    const fallback = functions.find(({ record }) => record.area?.isFallback);
    const unmatched = fallback ? [{ key: '$default', function: fallback.record.name }] : [];
    for (const { key, function: name } of [...keys, ...unmatched]) {
      const handler = functions.find(({ record }) => record.name === name)?.live;
      if (!handler) throw new Error(`'${key}' belongs to function '${name}', which the stack does not have`);
      const route = new apigateway.CfnRoute(this, `Route ${key.replaceAll('/', ' ')}`, {
        apiId: this.api.apiId,
        routeKey: key,
        authorizationType: 'NONE',
        target: `integrations/${this.integration(name, handler)}`,
      });
      Validations.of(route).acknowledge(...routeAcknowledgements);
      if (functions.some(({ record }) => record.name === name && record.area?.isUnthrottled)) this.liftThrottle(route);
    }
  }

  private liftThrottle(route: apigateway.CfnRoute): void {
    const { rate, burst } = unthrottled;
    const settings = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: false };
    this.stage.addPropertyOverride(`RouteSettings.${route.routeKey}`, settings);
    this.stage.addResourceDependency(route);
  }

  /** One integration and one permission for each function, whatever the number of its routes, to limit the number of resources. */
  private integration(name: string, handler: lambda.IFunction): string {
    const known = this.integrations.get(name);
    if (known) return known;
    const { ref } = new apigateway.CfnIntegration(this, `Integration ${name}`, {
      apiId: this.api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.functionArn,
      payloadFormatVersion: '2.0',
    });
    handler.addPermission(`Permission ${name}`, {
      scope: this,
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.api.arnForExecuteApi(),
    });
    this.integrations.set(name, ref);
    return ref;
  }
}
