import { S3Client } from '@aws-sdk/client-s3';

/**
 * A client of Amazon S3. TLS protects what is sent, so no further checksums are added: those of parts would have to be kept until the file is
 * put together.
 */
export const newS3Client = (): S3Client =>
  new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
