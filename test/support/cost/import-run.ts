import { onImportMessage } from '../../../functions/import/on-message.ts';
import type { ApiCaller } from '../api.ts';
import { runningAs } from '../table-calls.ts';
import { inMemoryImportFiles } from '../transfer-files.ts';
import type { CostScene } from './scene.ts';

/** An import of a file. @returns its id, and what runs it */
export const importOf = async (scene: CostScene, who: ApiCaller, content: Buffer, kind = 'assets') => {
  const files = inMemoryImportFiles();
  const { id } = await scene.bodyOf(who.post('/v1/imports', { kind, format: 'csv' }));
  files.upload(id, content);
  const run = runningAs('import', onImportMessage({ ...scene.world, files, importQueue: { goOn: async () => undefined } }));
  const event = JSON.stringify({ Records: [{ s3: { object: { key: `imports/${id}`, eTag: 'tag' } } }] });
  return { id, run: () => run(event) };
};
