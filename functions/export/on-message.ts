import * as z from 'zod';
import type { ExportRunContext } from '../../shared/application/export/export-context.ts';
import { runExport } from '../../shared/application/export/run-export.ts';
import { csvLines } from '../../shared/data/export/csv-writer.ts';
import { plus, second } from '../../shared/domain/clock.ts';
import type { TransferQueue } from '../../shared/domain/import/import-repository.ts';
import { lazily } from '../../shared/domain/lazily.ts';
import { LaterAgain } from '../../shared/runtime/queue-messages.ts';

const Message = lazily(() => z.object({ id: z.string() }));

/** How long one run reads pages. The function has 50 s. */
const runSeconds = 30;
/** The message is sent before the export is stored. If the export is not there by then, its request has failed. */
const [waitSeconds, mostReceives] = [5, 5];

/** Runs the export of a message, and queues the rest if the time is over (I5). */
export const onExportMessage =
  (context: ExportRunContext & { readonly exportQueue: TransferQueue }) =>
  async (body: string, receives: number): Promise<void> => {
    const { id } = Message().parse(JSON.parse(body));
    const isAgain = await runExport(context, csvLines)(id, plus(context.clock.now(), runSeconds * second));
    if (isAgain) await context.exportQueue.goOn(id, 0);
    if (isAgain === undefined && receives < mostReceives) throw new LaterAgain(waitSeconds);
  };
