import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The proof that a person knows the password, without sending it: SRP-6a (RFC 5054) as Cognito has it, with SHA-256, the group of 3072 bits
 * of RFC 3526 and the generator 2. Names of one letter are those of the RFC.
 */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;

/** A number as bytes, with a leading zero byte if the first bit is set: Cognito reads them as a signed number. */
const bytesOf = (number: bigint): Buffer => {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
};

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const numberOf = (bytes: Buffer | string): bigint => BigInt(`0x${typeof bytes === 'string' ? bytes : bytes.toString('hex')}`);

const remainder = (number: bigint): bigint => ((number % N) + N) % N;

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = remainder(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};

const k = numberOf(sha256(bytesOf(N), bytesOf(g)));

/** What Cognito answers to the public value. */
export interface PasswordChallenge {
  /** The part of the user pool's id after the underscore. */
  readonly poolName: string;
  /** The user's name in the pool, which may differ from the address that the person typed. */
  readonly userId: string;
  readonly salt: string;
  readonly srpB: string;
  readonly secretBlock: string;
}

/** `Fri Nov 7 09:05:03 UTC 2026`: the day without a leading zero. */
const timestampOf = (now: Date): string => {
  const [weekday, day, month, year, time] = now.toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${Number(day)} ${time} UTC ${year}`;
};

/** Begins a proof. @param a the secret of this sign-in, 256 random bits or more */
export const passwordProof = (a: bigint = numberOf(randomBytes(128))) => {
  const A = power(g, a);
  return {
    /** The public value, which is sent first. */
    srpA: A.toString(16),
    /**
     * The answer to the challenge.
     * @throws Error if the server's value is one that would give the password away
     */
    answer: (password: string, { poolName, userId, salt, srpB, secretBlock }: PasswordChallenge, now: Date) => {
      const B = numberOf(srpB);
      const u = numberOf(sha256(bytesOf(A), bytesOf(B)));
      if (B % N === 0n || u === 0n) throw new Error('the user pool answered with values that no user pool sends: sign in again');
      const x = numberOf(sha256(bytesOf(numberOf(salt)), sha256(`${poolName}${userId}:${password}`)));
      const S = power(remainder(B - k * power(g, x)), a + u * x);
      const key = Buffer.from(hkdfSync('sha256', bytesOf(S), bytesOf(u), 'Caldera Derived Key', 16));
      const timestamp = timestampOf(now);
      const message = Buffer.concat([Buffer.from(poolName + userId), Buffer.from(secretBlock, 'base64'), Buffer.from(timestamp)]);
      return { timestamp, signature: createHmac('sha256', key).update(message).digest('base64') };
    },
  };
};
