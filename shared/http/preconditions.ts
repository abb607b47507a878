import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import type { ExpectedVersion } from '../domain/expected-version.ts';
import type { HttpEvent } from './request.ts';

/** An entity tag of RFC 9110: any characters in quotes, and `W/` before them if it is weak. */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*"/;

/** A strong entity tag as this API sends it. If-Match never matches a weak one (RFC 9110). What ships and is not stored has version 0. */
const ownTag = /^"(0|[1-9]\d{0,14})"$/;

/** The entity tags of a list. Elements of a list may be empty. Undefined if the header is not such a list. */
const entityTags = (header: string): readonly string[] | undefined => {
  const tags: string[] = [];
  for (let rest = header; ; ) {
    const [tag = ''] = entityTag.exec(rest) ?? [];
    if (tag !== '') tags.push(tag);
    const after = rest.slice(tag.length).trimStart();
    if (after === '') return tags.length > 0 ? tags : undefined;
    if (!after.startsWith(',')) return undefined;
    rest = after.slice(1).trimStart();
  }
};

/**
 * The versions in If-Match (I2): those of the strong ETags of this API in its list, or `any` for `*`.
 * @throws DomainError 428 if the header is missing, 400 if it is not valid
 */
export const parseIfMatch = (contract: Contract, event: HttpEvent): ExpectedVersion => {
  if (!contract.ifMatch && !contract.upsert) return undefined;
  const header = event.headers['if-match']?.trim();
  if (header === undefined || header === '') {
    // Whether the header is required depends on whether the resource exists, so the use case decides.
    if (contract.upsert) return undefined;
    throw new DomainError('precondition', 'version/required', 'If-Match is required: send the ETag of the version that you read');
  }
  if (header === '*') return 'any';
  const tags = entityTags(header);
  if (!tags)
    throw invalid(
      undefined,
      'version/malformed',
      `If-Match ${header} is not valid; send the ETag that you read, with its quotes: "3", or *`,
    );
  return tags.flatMap((tag) => ownTag.exec(tag)?.[1] ?? []).map(Number);
};

/**
 * Requires `If-None-Match: *` for a PUT that creates a resource (I2). The use case checks whether the resource exists.
 * @throws DomainError 428 `version/required`
 */
export const demandIfNoneMatch = (contract: Contract, event: HttpEvent): void => {
  if (!contract.ifNoneMatch || event.headers['if-none-match']?.trim() === '*') return;
  throw new DomainError('precondition', 'version/required', 'If-None-Match: * is required: this request creates a resource');
};
