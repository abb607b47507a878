import { assetFactRepository } from '../data/asset/asset-fact-repository.ts';
import { assetRepository } from '../data/asset/asset-repository.ts';
import { listedValueRepository } from '../data/asset/listed-value-repository.ts';
import { assignmentRepository } from '../data/assignment/assignment-repository.ts';
import { bookRow, categoryRow } from '../data/book/book-rows.ts';
import { changeRepository } from '../data/change/change-repository.ts';
import { classRepository } from '../data/class/class-repository.ts';
import { configurationItemRepository } from '../data/configuration-item/configuration-item-repository.ts';
import { dueRepository } from '../data/due/due-repository.ts';
import { itemReferences } from '../data/item/item-references.ts';
import { itemRepository } from '../data/item/item-repository.ts';
import { namingRepository } from '../data/naming/naming-repository.ts';
import { poolRow } from '../data/pool/pool-rows.ts';
import type { Records } from '../data/records.ts';
import { reminderRepository } from '../data/reminder/reminder-repository.ts';
import { teamRow } from '../data/resource/plain-rows.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { unauthorizedChangeRepository } from '../data/unauthorized-change/unauthorized-change-repository.ts';
import { type Book, Books } from '../domain/book/book.ts';
import { Categories, type Category } from '../domain/category/category.ts';
import { type Pool, Pools } from '../domain/pool/pool.ts';
import { type Team, Teams } from '../domain/team/team.ts';

/** The repositories of the functions that register assets and record what happens to them. */
export const assetRepositories = (records: Records) => ({
  items: itemRepository(records),
  references: itemReferences(records),
  assets: assetRepository(records),
  assetFacts: assetFactRepository(records),
  assignments: assignmentRepository(records),
  listedValues: listedValueRepository(records),
  pools: resourceRepository<Pool>(records, Pools, poolRow),
  books: resourceRepository<Book>(records, Books, bookRow),
  classes: classRepository(records),
  categories: resourceRepository<Category>(records, Categories, categoryRow),
  changes: changeRepository(records),
  configurationItems: configurationItemRepository(records),
  unauthorizedChanges: unauthorizedChangeRepository(records),
  dues: dueRepository(records),
  reminders: reminderRepository(records),
  namings: namingRepository(records),
  teams: resourceRepository<Team>(records, Teams, teamRow),
});
