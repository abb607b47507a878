import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Sealer } from '../../domain/monitor/monitor.ts';

/** Seals by the stage's key; the monitor's id is the encryption context, so that a sealed text opens for its monitor only (M5). */
export const kmsSealer = (keyId: string, client = new KMSClient({})): Sealer => {
  const contextOf = (monitor: string) => ({ monitor });
  return {
    seal: async (text, monitor) => {
      const { CiphertextBlob = new Uint8Array() } = await client.send(
        new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from(text), EncryptionContext: contextOf(monitor) }),
      );
      return Buffer.from(CiphertextBlob).toString('base64');
    },
    open: async (sealed, monitor) => {
      const { Plaintext = new Uint8Array() } = await client.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: Buffer.from(sealed, 'base64'), EncryptionContext: contextOf(monitor) }),
      );
      return Buffer.from(Plaintext).toString('utf8');
    },
  };
};
