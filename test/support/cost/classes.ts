import type { Cost } from './cost.ts';
import { cost } from './scene.ts';

const many = 20;

/** Classes of CIs. */
export const classCosts: readonly Cost[] = [
  cost(
    'listClasses',
    'those that ship',
    async ({ viewer }) =>
      () =>
        viewer.get('/v1/classes'),
  ),
  cost(
    'readClass',
    'by name',
    async ({ viewer }) =>
      () =>
        viewer.get('/v1/classes/certificate'),
  ),
  cost('putClass', 'with 20 CIs', async (scene) => {
    for (let n = 0; n < many; n += 1) await scene.ci(`volume-${n}`, { class: 'storage' });
    return () => scene.cis.put('/v1/classes/storage', { attributes: { type: 'object' } });
  }),
  cost('deleteClass', 'without CIs', async ({ cis, bodyOf }) => {
    await bodyOf(cis.put('/v1/classes/volume', {}));
    return () => cis.delete('/v1/classes/volume', { 'if-match': '*' });
  }),
];
