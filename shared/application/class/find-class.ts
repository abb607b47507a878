import type { CiClass, ClassDraft } from '../../domain/class/class.ts';
import { shippedClass, usual } from '../../domain/class/shipped-classes.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { findNamed } from '../resource/put-by-name.ts';

export interface ClassReads {
  readonly classes: Pick<ResourceRepository<CiClass>, 'find' | 'ownerOf'>;
}

/** The class of CIs with a name: the stored one, or the one that ships. */
export const findClass =
  ({ classes }: ClassReads) =>
  async (name: string): Promise<CiClass | undefined> =>
    (await findNamed(classes, name)) ?? shippedClass(name);

/** The class that a request names. @throws DomainError invalid `class/unknown` */
export const classNamed =
  (context: ClassReads) =>
  async (name: string, pointer = '/class'): Promise<CiClass> => {
    const found = await findClass(context)(name);
    if (found) return found;
    throw invalid(pointer, 'class/unknown', `class ${name} does not exist; see GET /v1/classes, or create it with PUT /v1/classes/{name}`);
  };

/** What the class of a stored CI says. A CI may be older than classes, and then its class need not exist. */
export const termsOf =
  (context: ClassReads) =>
  async (name: string): Promise<ClassDraft> =>
    (await findClass(context)(name)) ?? usual;

/** Refuses an asset facet for an item of a class that has none (C1). @throws DomainError conflict `asset/not-for-class` */
export const assertAssetAllowed =
  (context: ClassReads) =>
  async (name: string): Promise<void> => {
    if ((await findClass(context)(name))?.assetFacet === false)
      throw conflict('asset/not-for-class', `an item of class ${name} has no asset facet`);
  };
