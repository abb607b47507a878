import type { S3Client } from '@aws-sdk/client-s3';
import { lazily } from '../domain/lazily.ts';

/**
 * Returns a client of Amazon S3 and its commands. They are loaded at their first use, because few requests need a file. TLS protects what is
 * sent, so no further checksums are added: those of parts would have to be kept until the file is put together.
 */
export const amazonS3 = (given?: S3Client) =>
  lazily(async () => {
    const commands = await import('@aws-sdk/client-s3');
    const client =
      given ?? new commands.S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
    return { client, commands };
  });
