import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Loopback ports of one local stack. They are kept with its state, because queue URLs and mailed links contain them. */
export interface Ports {
  /** The emulator. */
  readonly emulator: number;
  /** The front door, which serves the API and the mails. */
  readonly frontDoor: number;
}

/** A loopback port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free loopback port'))));
    });
  });

/** The ports of the stack in this directory: the ones of its earlier start, else free ones. */
export const portsOf = async (directory: string): Promise<Ports> => {
  const file = join(directory, 'ports.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Ports;
  const [emulator, frontDoor] = await Promise.all([freePort(), freePort()]);
  writeFileSync(file, JSON.stringify({ emulator, frontDoor }));
  return { emulator, frontDoor };
};
