import { type CiClass, Classes, classIdOf } from '../../domain/class/class.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Records } from '../records.ts';
import { resourceRepository } from '../resource/resource-repository.ts';
import { classRow } from './class-rows.ts';

/** The stored classes of CIs. The id of a class follows from its name, and so names need no guards. */
export const classRepository = (records: Records): ResourceRepository<CiClass> => ({
  ...resourceRepository<CiClass>(records, Classes, classRow),
  ownerOf: async ({ value }) => classIdOf(value),
});
