import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FetchError } from 'aws-jwt-verify/error';

/** The issuer's name. Its documents are served on loopback, where `fetcher` finds them. */
const issuer = 'https://login.example.com/tenant/';
const audience = 'quiesce-client';

const algorithms = {
  RS256: { ...generateKeyPairSync('rsa', { modulusLength: 2048 }), kid: 'rsa-1' },
  ES256: { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }), kid: 'ec-1' },
} as const;
export type SigningAlgorithm = keyof typeof algorithms;

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An OIDC issuer of an organisation, on loopback: its discovery document, its keys at an address of their own, and tokens. */
export const oidcIssuer = async () => {
  const published = new Set<SigningAlgorithm>(['RS256', 'ES256']);
  const state = { issuer, isAway: false };
  const requests: string[] = [];
  const documents: Readonly<Record<string, () => object>> = {
    '/tenant/.well-known/openid-configuration': () => ({ issuer: state.issuer, jwks_uri: 'https://keys.example.com/v1/keys' }),
    '/v1/keys': () => ({
      keys: [...published].map((alg) => ({ ...algorithms[alg].publicKey.export({ format: 'jwk' }), kid: algorithms[alg].kid, use: 'sig' })),
    }),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const document = documents[path];
    if (state.isAway || !document) response.writeHead(503).end();
    else response.end(JSON.stringify(document()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      issuer,
      audience,
      keysUrl: 'https://login.example.com/tenant/.well-known/openid-configuration',
      verifiedClaim: 'email_verified',
    },
    state,
    /** The algorithms whose keys the issuer publishes. */
    published,
    /** The paths that were asked for. */
    requests,
    fetcher: {
      fetch: async (uri: string): Promise<ArrayBuffer> => {
        const answer = await fetch(`http://127.0.0.1:${port}${new URL(uri).pathname}`);
        if (!answer.ok) throw new FetchError(uri, `status ${answer.status}`);
        return answer.arrayBuffer();
      },
    },
    token: (claims: object = {}, alg: SigningAlgorithm = 'RS256'): string => {
      const { privateKey, kid } = algorithms[alg];
      const exp = Math.floor(Date.now() / 1000) + 3_600;
      const payload = { iss: issuer, aud: audience, sub: '00u1', exp, email: 'ada@example.com', email_verified: true, ...claims };
      const text = `${encoded({ alg, kid, typ: 'JWT' })}.${encoded(payload)}`;
      const signature = createSign('SHA256').update(text).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
    close: () => new Promise((done) => server.close(done)),
  };
};
