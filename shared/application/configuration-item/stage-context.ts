import type { AssetFactRepository } from '../../domain/asset/asset-repository.ts';
import type { Book } from '../../domain/book/book.ts';
import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { ServiceUseContext } from '../agreement/uses-of-service.ts';
import type { UsersContext } from '../naming/find-users.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/** What the steps of a CI through its stages need. */
export interface StageContext extends ConfigurationItemContext, Pick<UsersContext, 'users'>, Pick<ServiceUseContext, 'outages'> {
  readonly agreements: ConfigurationItemContext['agreements'] & ServiceUseContext['agreements'];
  readonly namings: ConfigurationItemContext['namings'] & UsersContext['namings'];
  readonly events: ConfigurationItemContext['events'] & UsersContext['events'];
  readonly assetFacts: Pick<AssetFactRepository, 'of'>;
  readonly books: Pick<ResourceRepository<Book>, 'find' | 'ownerOf'>;
  readonly licenses: Pick<LicenseRepository, 'heldBy'>;
}
