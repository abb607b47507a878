import type { DemoRole } from '../../infra/local/people.ts';
import type { ApiAnswer } from './api.ts';
import type { DeployedStack } from './stack.ts';

/** Sends an HTTP request as a client does. Redirects are not followed. */
export const sendTo = async (url: string, { headers, ...init }: RequestInit = {}): Promise<ApiAnswer> => {
  const response = await fetch(url, { redirect: 'manual', headers: { ...(headers as Record<string, string>) }, ...init });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return { status: response.status, headers: Object.fromEntries(response.headers), body: isJson ? JSON.parse(text) : text };
};

type Headers = Readonly<Record<string, string>>;

/** A demo person as a caller of the deployed API. */
export const callerAt = ({ apiUrl, tokens }: Pick<DeployedStack, 'apiUrl' | 'tokens'>, role: DemoRole) => {
  const send = (method: string, path: string, body?: unknown, headers: Headers = {}): Promise<ApiAnswer> =>
    sendTo(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[role]}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    get: (path: string, headers?: Headers) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Headers) => send('POST', path, body, headers),
    put: (path: string, body: unknown, headers?: Headers) => send('PUT', path, body, headers),
    patch: (path: string, body: unknown, headers?: Headers) => send('PATCH', path, body, headers),
    delete: (path: string, headers?: Headers) => send('DELETE', path, undefined, headers),
  };
};
