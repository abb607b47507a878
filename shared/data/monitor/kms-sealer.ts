import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { lazily } from '../../domain/lazily.ts';
import type { Sealer } from '../../domain/monitor/monitor.ts';
import { answersWithin } from '../../sdk/answer-limit.ts';

interface KmsOptions {
  readonly client?: KMSClient;
  /** Milliseconds for one of two attempts. A key that does not answer delays only the deliveries that need it, and those by seconds. */
  readonly tryMillis?: number;
}

/** Encrypts with the KMS key of the stage. The monitor's id is the encryption context, so a text is readable only for its monitor (M5). */
export const kmsSealer = (keyId: string, { client, tryMillis = 2_000 }: KmsOptions = {}): Sealer => {
  const kms = lazily(() => client ?? new KMSClient({ maxAttempts: 2, requestHandler: answersWithin(tryMillis) }));
  const contextOf = (monitor: string) => ({ monitor });
  return {
    seal: async (text, monitor) => {
      const { CiphertextBlob = new Uint8Array() } = await kms().send(
        new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from(text), EncryptionContext: contextOf(monitor) }),
      );
      return Buffer.from(CiphertextBlob).toString('base64');
    },
    open: async (sealed, monitor) => {
      const { Plaintext = new Uint8Array() } = await kms().send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: Buffer.from(sealed, 'base64'), EncryptionContext: contextOf(monitor) }),
      );
      return Buffer.from(Plaintext).toString('utf8');
    },
  };
};
