import { bookRow } from '../../shared/data/book/book-rows.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { s3ExportFiles } from '../../shared/data/export/s3-export-files.ts';
import { importRepository } from '../../shared/data/import/import-repository.ts';
import { s3ImportFiles } from '../../shared/data/import/s3-import-files.ts';
import { sqsTransferQueue } from '../../shared/data/import/sqs-transfer-queue.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Book, Books } from '../../shared/domain/book/book.ts';
import { importsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { importsEndpoints } from './endpoints.ts';

export const handler = httpFunction(importsFunction, (context, env) =>
  importsEndpoints({
    ...context,
    imports: importRepository(context.records),
    books: resourceRepository<Book>(context.records, Books, bookRow),
    exports: exportRepository(context.records),
    files: s3ImportFiles(env.TRANSFER_BUCKET),
    exportFiles: s3ExportFiles(env.TRANSFER_BUCKET),
    exportQueue: sqsTransferQueue(env.EXPORT_QUEUE_URL),
  }),
);
