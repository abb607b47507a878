import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { AssetContext } from '../asset/asset-context.ts';

/** The dependencies of the use cases of licenses. */
export interface LicenseContext extends AssetContext {
  readonly licenses: LicenseRepository;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf' | 'unchanged'>;
}
