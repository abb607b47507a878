import type { Request } from './request.ts';

/** Whether the client asks for a type of content, and not for JSON before it. */
export const prefers = ({ headers }: Pick<Request, 'headers'>, contentType: string): boolean => {
  const accepted = (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const known = accepted.find((type) => type === contentType || type === 'application/json' || type === '*/*');
  return known === contentType;
};

/** The path of the next page, for the header `Link` of an answer that is not JSON (RFC 8288). */
export const nextPage = (path: string, query: Readonly<Record<string, unknown>>, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const parameters = Object.entries({ ...query, cursor }).flatMap(([name, value]): [string, string][] =>
    [value].flat().flatMap((each): [string, string][] => (each === undefined ? [] : [[name, String(each)]])),
  );
  return `${path}?${new URLSearchParams(parameters).toString()}`;
};

/** The headers of an answer that is not JSON, and of which there may be a next page. */
export const textHeaders = (contentType: string, next: string | undefined): Readonly<Record<string, string>> => ({
  'content-type': `${contentType}; charset=utf-8`,
  ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
});
