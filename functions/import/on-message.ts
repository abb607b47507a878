import * as z from 'zod';
import type { ImportRunContext } from '../../shared/application/import/import-context.ts';
import { beginImport, runImport } from '../../shared/application/import/run-import.ts';
import { postingsFirst } from '../../shared/data/import/postings-first.ts';
import { importOfKey } from '../../shared/data/import/s3-import-files.ts';
import { plus, second } from '../../shared/domain/clock.ts';
import type { TransferQueue } from '../../shared/domain/import/import-repository.ts';
import { lazily } from '../../shared/domain/lazily.ts';

/** A message that Quiesce sent to the import queue, or what S3 tells of an uploaded file. S3 sends a test message when it is set up. */
const Message = lazily(() =>
  z.union([
    z.object({ id: z.string() }),
    z.object({ Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string(), eTag: z.string() }) }) })) }),
    z.object({ Event: z.literal('s3:TestEvent') }),
  ]),
);

/** How long one run goes through the file. The function has 50 s, and the last portion of rows needs some of them. */
const runSeconds = 30;

/** Imports the file of a message, and queues the rest if the time is over (I5). */
export const onImportMessage = (given: ImportRunContext & { readonly importQueue: TransferQueue }) => {
  const context = { ...given, store: postingsFirst(given.store) };
  const run = async (id: string): Promise<void> => {
    const isAgain = await runImport(context)(id, plus(context.clock.now(), runSeconds * second));
    if (isAgain) await context.importQueue.goOn(id, 0);
  };
  return async (body: string): Promise<void> => {
    const message = Message().parse(JSON.parse(body));
    if ('id' in message) return run(message.id);
    if (!('Records' in message)) return;
    for (const { s3 } of message.Records) {
      const id = importOfKey(decodeURIComponent(s3.object.key));
      if (id === undefined) continue;
      await beginImport(context)(id, `"${s3.object.eTag.replaceAll('"', '')}"`);
      await run(id);
    }
  };
};
