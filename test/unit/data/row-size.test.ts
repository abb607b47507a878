import { expect, it } from '@jest/globals';
import { assertFits } from '../../../shared/data/row-size.ts';
import { itemsApi } from '../../support/items-api.ts';

const fits = (data: Readonly<Record<string, unknown>>): boolean => {
  try {
    assertFits('Thing', data);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['text counts its bytes in UTF-8', { text: 'ä'.repeat(199_990) }, { text: 'ä'.repeat(200_000) }],
  ['a list of short numbers counts three bytes each', { list: Array(133_000).fill(7) }, { list: Array(134_000).fill(7) }],
  ['a map counts the names of its members', { map: { [`${'n'.repeat(399_980)}`]: true } }, { map: { [`${'n'.repeat(400_000)}`]: true } }],
])('I1 %s', (_, small, large) => {
  expect([fits(small), fits(large)]).toEqual([true, false]);
});

it('I1 a configuration item that would become too large is refused with 413 and a pointer to its largest field, and stays as it was', async () => {
  const { cis, viewer, ci } = itemsApi();
  const { id } = await ci({ name: 'large', class: 'server' });
  const patch = (name: string) =>
    cis.patch(`/v1/configuration-items/${id}`, { attributes: { [name]: 'x'.repeat(199_000) } }, { 'if-match': '*' });
  expect((await patch('one')).status).toBe(200);
  expect((await patch('two')).status).toBe(200);
  const before = (await viewer.get(`/v1/configuration-items/${id}`)).body;

  const { status, body } = await patch('three');

  expect(status).toBe(413);
  expect(body).toMatchObject({
    code: 'resource/too-large',
    errors: [{ pointer: '/attributes', code: 'resource/too-large' }],
  });
  expect((await viewer.get(`/v1/configuration-items/${id}`)).body).toEqual(before);
});
