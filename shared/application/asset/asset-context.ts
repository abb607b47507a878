import type { AssetFactRepository, AssetRepository, ListedValueRepository } from '../../domain/asset/asset-repository.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import type { Book } from '../../domain/book/book.ts';
import type { Category } from '../../domain/category/category.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { Person } from '../../domain/person/person.ts';
import type { Pool } from '../../domain/pool/pool.ts';
import type { ReminderRepository } from '../../domain/reminder/reminder-repository.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import type { ClassReads } from '../class/find-class.ts';
import type { ItemContext } from '../item/item-context.ts';

/** The dependencies of the asset use cases. */
export interface AssetContext extends ItemContext, ClassReads {
  readonly assets: AssetRepository;
  readonly assetFacts: AssetFactRepository;
  readonly assignments: AssignmentRepository;
  readonly listedValues: ListedValueRepository;
  readonly changes: ChangeRepository;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly pools: ResourceRepository<Pool>;
  readonly books: Pick<ResourceRepository<Book>, 'find' | 'ownerOf' | 'save' | 'unchanged'>;
  readonly categories: Pick<ResourceRepository<Category>, 'find' | 'ownerOf'>;
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'save'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'unchanged'>;
  readonly reminders: ReminderRepository;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>;
  readonly teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>;
}
