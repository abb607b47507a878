import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { assetsEndpoints } from '../../../functions/assets/endpoints.ts';
import { configurationItemsEndpoints } from '../../../functions/configuration-items/endpoints.ts';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { anyone } from '../../../shared/domain/access.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { api } from '../../../shared/functions/all-functions.ts';
import { httpHandler } from '../../../shared/http/http-handler.ts';
import { parseBody } from '../../../shared/http/parse.ts';
import { parseQuery } from '../../../shared/http/parse-query.ts';
import type { HttpEvent, HttpResponse } from '../../../shared/http/request.ts';
import { httpLog } from '../../../shared/observability/log.ts';
import { pathErrorPage } from '../../../shared/pages/path-error-page.ts';
import { apiOf, httpEvent, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const contracts: readonly Contract[] = Object.values(api).flat();

/** Values that do not fit most fields: of each type, empty, too long and of no format. */
const oddValues = [undefined, null, true, 7, -1.5, 1e300, '', 'x', ' ', 'x'.repeat(20_000), [], [7], [{}], {}, { '': 1 }, { shoe: 43 }];

const fieldsOf = (schema: z.ZodType): readonly string[] => Object.keys((schema.def as { shape?: object }).shape ?? {});

/** The details of the error that the frame answers for a request; none if it accepts it. */
const detailsOf = (parse: () => unknown): readonly string[] => {
  try {
    parse();
    return [];
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [error.message, ...error.errors.map(({ detail }) => detail)];
  }
};

const bodyDetails = (contract: Contract): readonly string[] => {
  const { method, path, body, consumes = ['application/json'] } = contract;
  if (!body || contract.looseBody || consumes[0] !== 'application/json') return [];
  const bodies = [7, [], {}, ...fieldsOf(body()).flatMap((name) => oddValues.map((value) => ({ [name]: value, shoe: 43 })))];
  return bodies.flatMap((sent) => detailsOf(() => parseBody(contract, httpEvent(method, path, { body: sent }))));
};

const queryDetails = (contract: Contract): readonly string[] =>
  ['shoe', ...fieldsOf(contract.query?.() ?? ({ def: {} } as z.ZodType))].flatMap((name) =>
    ['', 'x', 'x'.repeat(9_000)].flatMap((value) =>
      detailsOf(() => parseQuery(contract, httpEvent(contract.method, `${contract.path}?${name}=${value}`))),
    ),
  );

describe('errors that help', () => {
  it.each(contracts.map((contract) => [contract.name, contract] as const))(
    'I1 %s never answers in the words of a library',
    (_, contract) => {
      for (const detail of [...bodyDetails(contract), ...queryDetails(contract)]) {
        expect(detail).not.toMatch(/Invalid|\bexpected\b|received \w+$|Too (big|small)|Unrecognized|undefined|\bNaN\b|regex|must match/);
        expect(detail).not.toMatch(/^(\/\S*: )?is \S+, which is not valid here$/);
        expect(detail.length).toBeLessThan(900);
      }
    },
  );

  it.each([
    [{ name: 7 }, '/name', 'is 7; it must be text'],
    [{ name: undefined }, '/name', 'is missing; it must be text'],
    [{ name: '' }, '/name', 'has 0 characters; it must have at least 1 character'],
    [{ name: 'x'.repeat(201) }, '/name', 'has 201 characters; it must have at most 200 characters'],
    [{ email: 'nobody' }, '/email', 'is "nobody"; it must be an e-mail address such as ada@example.com'],
    [{ zone: 'Mars/Olympus' }, '/zone', 'is "Mars/Olympus"; it must be an IANA time zone such as Europe/Berlin'],
    [{ roles: ['king'] }, '/roles/0', expect.stringMatching(/^is "king"; it must be one of viewer, asset-manager, /)],
    [{ roles: {} }, '/roles', 'is an object; it must be a list'],
    [{ shoe: 43 }, '/shoe', expect.stringMatching(/^unknown field; the fields here are name, email, /)],
    [{ quietHours: { from: '25:00', to: '06:00' } }, '/quietHours/from', 'is "25:00"; it must be a time of day such as 22:00'],
    [{ quietHours: { from: '22:00', to: '06:00', shoe: 43 } }, '/quietHours/shoe', 'unknown field; the fields here are from, to'],
  ])('I1 an error says what was wrong and what is right: %j', async (fields, pointer, detail) => {
    const admin = apiOf(peopleEndpoints).as('admin');

    const { status, body } = await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC', ...fields });

    expect([status, body.errors.map((error: { pointer: string; detail: string }) => [error.pointer, error.detail])]).toEqual([
      400,
      [[pointer, detail]],
    ]);
  });

  it('I1 an error never repeats a secret', async () => {
    const admin = apiOf(areaEndpoints.monitors).as('admin');
    const receiver = { url: 'https://pager.example.com/hook', secret: 'whsec_mine' };

    const { status, body } = await admin.post('/v1/monitors', { name: 'production', kind: 'alertmanager', receiver });

    expect([status, body.errors[0].pointer]).toEqual([400, '/receiver/secret']);
    expect(JSON.stringify(body)).not.toContain('whsec_mine');
  });

  it('I1 a refused patch names the value that was received, after the merge too', async () => {
    const admin = apiOf(peopleEndpoints).as('admin');
    const { body: team } = await admin.post('/v1/teams', { name: 'storage' });

    const { body } = await admin.patch(`/v1/teams/${team.id}`, { name: null });

    expect(body.errors).toEqual([{ pointer: '/name', code: 'invalid-type', detail: 'is missing; it must be text' }]);
  });

  it('T3 an error for a value that is taken names the holder and what was typed', async () => {
    const api = apiOf((world) => [...peopleEndpoints(world), ...assetsEndpoints(world), ...configurationItemsEndpoints(world)]);
    const manager = api.as('admin', 'asset-manager', 'configuration-manager');
    const { body: team } = await manager.post('/v1/teams', { name: 'Storage' });
    const { body: other } = await manager.post('/v1/teams', { name: 'Network' });
    const { body: laptop } = await manager.post('/v1/assets', {
      ...{ name: 'a laptop', kind: 'hardware', assetTag: 'L-1', vendor: 'Dell', serialNumber: 'S1' },
    });
    const aliases = [{ scheme: 'hostname', value: 'web-7' }];
    const { body: ci } = await manager.post('/v1/configuration-items', { name: 'orders-db-1', class: 'database', aliases });
    const refused = async (path: string, body: object) => {
      const answer = await manager.post(path, body);
      return [answer.status, answer.body.code, answer.body.errors[0].pointer, answer.body.detail];
    };

    expect(await refused('/v1/teams', { name: 'STORAGE' })).toEqual([
      ...[409, 'team/name-taken', '/name'],
      `name STORAGE is taken by team Storage (${team.id}); send another one, or change that one first`,
    ]);
    const patched = await manager.patch(`/v1/teams/${other.id}`, { name: 'storage' });
    expect(patched.body.detail).toMatch(`name storage is taken by team Storage (${team.id})`);
    expect(await refused('/v1/assets', { name: 'x', kind: 'other', assetTag: 'l-1' })).toEqual([
      ...[409, 'asset/asset-tag-taken', '/assetTag'],
      expect.stringContaining(`asset tag l-1 is taken by asset a laptop (${laptop.id})`),
    ]);
    expect(await refused('/v1/assets', { name: 'x', kind: 'other', vendor: 'dell', serialNumber: 's1' })).toEqual([
      ...[409, 'asset/serial-number-taken', '/serialNumber'],
      expect.stringContaining(`serial number s1 is taken by asset a laptop (${laptop.id})`),
    ]);
    const free = { scheme: 'hostname', value: 'web-8' };
    expect(await refused('/v1/configuration-items', { name: 'x', class: 'server', aliases: [free, ...aliases] })).toEqual([
      ...[409, 'configuration-item/alias-taken', '/aliases/1'],
      expect.stringContaining(`alias hostname=web-7 is taken by configuration item orders-db-1 (${ci.id})`),
    ]);
  });

  it('I7 an unknown owner in a filter is refused', async () => {
    const api = apiOf((world) => [...assetsEndpoints(world), ...configurationItemsEndpoints(world)]);
    const viewer = api.as('viewer');
    const refused = async (path: string) => {
      const { status, body } = await viewer.get(path);
      return [status, body.code, body.errors[0].pointer];
    };

    for (const owner of ['Green', 'nobody@quiesce.test', idOf(77)]) {
      expect(await refused(`/v1/assets?owner=${owner}`)).toEqual([400, 'owner/unknown', '/query/owner']);
      expect(await refused(`/v1/configuration-items?ownerTeam=${owner}`)).toEqual([400, 'team/unknown', '/query/ownerTeam']);
    }
  });

  it.each(['/approvals', '/approvals/', '/approvals/abc/def', '/approvals/%E0%A4', `/approvals/${'a'.repeat(2_000)}`])(
    'P5 an approval link that a mail program cut or changed leads to a page that says so: %s',
    async (path) => {
      const handle = httpHandler({
        endpoints: [],
        identify: async () => anyone,
        idempotent: ({ run }) => run().then(({ response }) => response),
        log: httpLog,
        errorPage: pathErrorPage,
        alsoKnown: contracts,
      }) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;

      const page = await handle(httpEvent('GET', path), {});
      const elsewhere = await handle(httpEvent('GET', '/approval'), {});

      expect(page).toMatchObject({ statusCode: 404, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
      expect(page.body).toContain('copy the complete link from the mail');
      expect(elsewhere.headers['content-type']).toBe('application/problem+json');
    },
  );
});
