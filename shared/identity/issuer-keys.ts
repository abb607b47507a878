import { FetchError } from 'aws-jwt-verify/error';
import { type Fetcher, SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

const jsonOf = (uri: string, body: ArrayBuffer): Readonly<Record<string, unknown>> => {
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof document === 'object' && document !== null) return document as Readonly<Record<string, unknown>>;
  } catch {
    // Not JSON: the error below says so.
  }
  throw new FetchError(uri, 'the answer is not a JSON object');
};

/**
 * The address of the keys in a discovery document (OpenID Connect Discovery 1.0, section 4.3). A document that names another issuer is
 * refused, because its keys are not those of the issuer that we trust.
 */
const keysUriOf = (uri: string, issuer: string, document: Readonly<Record<string, unknown>>): string => {
  if (document.issuer !== issuer) throw new FetchError(uri, `the discovery document is not that of ${issuer}`);
  const keysUri = document.jwks_uri;
  if (typeof keysUri !== 'string' || URL.parse(keysUri)?.protocol !== 'https:')
    throw new FetchError(uri, 'jwks_uri is not an https address');
  return keysUri;
};

/**
 * The keys of an issuer, fetched when they are first needed and again when a token names an unknown key. The address from which they are
 * fetched is that of a JWK set, or that of a discovery document, which names the address of the JWK set.
 */
export const issuerKeys = (issuer: string, fetcher: Fetcher = new SimpleFetcher()): SimpleJwksCache =>
  new SimpleJwksCache({
    fetcher: {
      fetch: async (uri) => {
        const body = await fetcher.fetch(uri);
        const document = jsonOf(uri, body);
        return 'keys' in document ? body : fetcher.fetch(keysUriOf(uri, issuer, document));
      },
    },
  });
