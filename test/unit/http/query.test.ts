import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { apiOf } from '../../support/api.ts';

it.each(['limit=1&limit=2', 'cursor=a&cursor=a', 'limit=0x10', 'limit=1e1', 'limit=%2010', 'limit=1.0', 'limit=', 'limit=0', 'limit=201'])(
  'I1 a parameter that is repeated, or a limit that is not written in digits, is refused: %s',
  async (query) => {
    const admin = apiOf(peopleEndpoints).as('admin');

    const { status, body } = await admin.get(`/v1/people?${query}`);

    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'query/invalid', `/query/${query.split('=')[0]}`]);
  },
);
