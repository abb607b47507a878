import type { Caller } from './access.ts';
import { DomainError } from './errors.ts';

/** The versions that If-Match names, or `any` for `*` (I2). The list is empty if the header names only versions that can never match. */
export type ExpectedVersion = 'any' | readonly number[] | undefined;

/**
 * Checks that the caller names the stored version. `any` means `If-Match: *`, which only people may send (I2).
 * @throws DomainError precondition `version/required`, stale `version/stale`
 */
export const assertVersion = ({ version }: { readonly version: number }, expected: ExpectedVersion, caller: Caller): void => {
  if (expected === 'any' && caller.kind !== 'person')
    throw new DomainError('precondition', 'version/required', 'only people may send If-Match: *; send the version that was read');
  if (expected === 'any' || expected?.includes(version)) return;
  const named = expected?.length ? `version ${expected.join(', ')}` : 'no version of this resource';
  throw new DomainError(
    'stale',
    'version/stale',
    `If-Match names ${named}, but version ${version} is stored; read it again, and send its ETag, such as "${version}"`,
  );
};

/** What a PUT says about the resource that it expects: its version, or that there is none. */
export interface PutConditions {
  readonly ifMatch: ExpectedVersion;
  readonly ifNoneMatch: boolean;
}
