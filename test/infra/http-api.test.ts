import { expect, it } from '@jest/globals';
import { gatewayKeys } from '../../infra/constructs/gateway-keys.ts';
import { api } from '../../shared/functions/all-functions.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const local = templatesOf('local').service;

const get = (path: string, explicitKey = false) => ({ method: 'GET' as const, path, explicitKey });

it('a noun has two route keys with all methods, whatever the number of its routes', () => {
  expect(gatewayKeys({ assets: [get('/v1/assets'), get('/v1/assets/{id}'), get('/v1/assets/{id}/value')] })).toEqual([
    { key: 'ANY /v1/assets', function: 'assets' },
    { key: 'ANY /v1/assets/{proxy+}', function: 'assets' },
  ]);
});

it('I1 a route with explicitKey has its own route key with all methods, even under a noun of another function', () => {
  const keys = gatewayKeys({ monitors: [get('/v1/monitors')], ingest: [get('/v1/monitors/{id}/alerts', true)] });
  expect(keys[0]).toEqual({ key: 'ANY /v1/monitors/{id}/alerts', function: 'ingest' });
});

it('two functions may not answer the same path, even with different methods', () => {
  expect(() => gatewayKeys({ one: [get('/v1/items/{id}')], other: [get('/v1/items/{id}', true)] })).toThrow(
    "'ANY /v1/items/{id}' is answered by two functions, 'one' and 'other'",
  );
});

it('two functions may not answer the same noun', () => {
  expect(() => gatewayKeys({ one: [get('/v1/items')], other: [get('/v1/items/{id}')] })).toThrow(
    "'items' is answered by two functions, 'one' and 'other'",
  );
});

it('a route outside /v1 needs its own route key', () => {
  expect(() => gatewayKeys({ approvals: [get('/approvals/{token}')] })).toThrow('set explicitKey');
});

it('I1 the gateway has the route keys of the contracts, and a default route for our own 404', () => {
  const keys = Object.values(service.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey);
  expect(keys.sort()).toEqual([...gatewayKeys(api).map(({ key }) => key), '$default'].sort());
});

it('each function has one permission for the gateway, whatever the number of its routes', () => {
  const permissions = Object.values(service.findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties);
  const ofGateway = permissions
    .filter(({ Principal }) => Principal === 'apigateway.amazonaws.com')
    .map(({ FunctionName }) => JSON.stringify(FunctionName));
  expect(new Set(ofGateway).size).toBe(ofGateway.length);
});

it('X3 the access log has route keys instead of paths, which may contain tokens; the gateway throttles', () => {
  const [stage] = Object.values(service.findResources('AWS::ApiGatewayV2::Stage')).map(({ Properties }) => Properties);
  expect(stage.AccessLogSettings.Format).toContain('$context.routeKey');
  expect(stage.AccessLogSettings.Format).not.toMatch(/context\.(path|http)/);
  expect(stage.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
});

it('S10 the gateway does not throttle the route of alerts, because monitors do not try again after 429', () => {
  const [stage] = Object.values(service.findResources('AWS::ApiGatewayV2::Stage'));
  const settings = stage?.Properties.RouteSettings;

  expect(settings).toEqual({
    'ANY /v1/monitors/{id}/alerts': { ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5_000, DetailedMetricsEnabled: false },
  });
  // Ingest refuses what is above its concurrency. 10 ms is the least that a request takes.
  const functions = Object.values(service.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  const concurrency = functions.find(({ FunctionName }) => FunctionName === 'quiesce-prod-ingest')?.ReservedConcurrentExecutions;
  expect(concurrency / 0.01).toBeLessThan(10_000);
  // The settings of a route can only be set when the route exists.
  const [route] = Object.entries(service.findResources('AWS::ApiGatewayV2::Route')).find(
    ([, { Properties }]) => Properties.RouteKey === 'ANY /v1/monitors/{id}/alerts',
  ) ?? [''];
  expect(stage?.DependsOn).toContain(route);
});

it('I1 the gateway answers preflight requests of every origin, as the front door of the local stack does, and allows no credentials', () => {
  const [gateway] = Object.values(service.findResources('AWS::ApiGatewayV2::Api')).map(({ Properties }) => Properties);
  expect(gateway.CorsConfiguration).toEqual({
    AllowOrigins: ['*'],
    AllowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'accept'],
    ExposeHeaders: ['etag', 'location', 'retry-after', 'allow', 'www-authenticate'],
    MaxAge: 600,
  });
});

it('only the local stage sets the emulator’s API id', () => {
  expect(JSON.stringify(service.findResources('AWS::ApiGatewayV2::Api'))).not.toContain('ms-custom-id');
  local.hasResourceProperties('AWS::ApiGatewayV2::Api', { Tags: { 'ms-custom-id': 'c0ffee01', application: 'quiesce', stage: 'local' } });
});
