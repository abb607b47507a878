import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';

/** A CI that is out of use gets no new relations (C2). @throws DomainError conflict `relation/decommissioned` */
export const assertRelatable = ({ name, stage }: Pick<ConfigurationItem, 'name' | 'stage'>, pointer?: string): void => {
  if (stage === 'decommissioned')
    throw conflict('relation/decommissioned', `${name} is decommissioned and cannot get new relations`, pointer);
};
