import { readToken } from './machine-token.ts';

/** The token in an Authorization header: a Bearer token, or the password of Basic authentication with any user name (X1). */
export const sentToken = (authorization: string | undefined): string | undefined => {
  const [scheme = '', value = ''] = authorization?.trim().split(/\s+/, 2) ?? [];
  if (/^bearer$/i.test(scheme) && value !== '') return value;
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    if (pair.includes(':')) return pair.slice(pair.indexOf(':') + 1);
  }
  return undefined;
};

/** The monitor that the token in an Authorization header names, as `monitor:<id>`, if it is a whole token of a monitor. It is not verified. */
export const claimedMonitor = (authorization: string | undefined): string | undefined => {
  const token = readToken(sentToken(authorization) ?? '');
  return token?.kind === 'monitor' ? `monitor:${token.id}` : undefined;
};
