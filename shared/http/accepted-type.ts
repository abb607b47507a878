import type { Request } from './request.ts';

/** A type of content that a client accepts, and how much it wants it: 1 unless it says otherwise, and 0 if it does not (RFC 9110). */
interface AcceptedType {
  readonly type: string;
  readonly quality: number;
}

const acceptedTypes = (accept: string): readonly AcceptedType[] =>
  accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length) ?? 1);
    return { type, quality: Number.isNaN(quality) ? 1 : quality };
  });

const json = 'application/json';
const any = '*/*';

/** Whether the client asks for a type of content rather than for JSON. Of two that it wants equally, the first counts. */
export const prefers = ({ headers }: Pick<Request, 'headers'>, contentType: string): boolean => {
  const accepted = acceptedTypes(headers.accept ?? '');
  const asJson = accepted.some(({ type }) => type === json) ? json : any;
  const known = accepted.filter(({ type, quality }) => quality > 0 && (type === contentType || type === asJson));
  return known.toSorted((one, other) => other.quality - one.quality)[0]?.type === contentType;
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
