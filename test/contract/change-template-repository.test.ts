import { beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { changeTemplateRepository } from '../../shared/data/change-template/change-template-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { type ChangeTemplate, shortMaintenance } from '../../shared/domain/change-template/change-template.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const at = '2026-11-24T02:00:00.000Z';
const aTemplate = (name: string): ChangeTemplate => ({
  ...{ id: uuidv7(), version: 1, createdAt: at, updatedAt: at, name, type: 'standard', preApproved: true },
  change: { title: 'Restart', plan: 'Restart it.', window: { length: 'PT10M', mode: 'start-confirmed', suppress: true } },
  bounds: { classes: ['server'], maxLength: 'PT1H', maxItems: 2, maxCriticality: 'moderate' },
});
const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(recordsKinds)('the templates of changes on %s', (_, open) => {
  let records: Records;
  let templates: ResourceRepository<ChangeTemplate>;
  beforeEach(async () => {
    records = await open();
    templates = changeTemplateRepository(records);
  });
  const saved = async (name: string): Promise<ChangeTemplate> => {
    const template = aTemplate(name);
    await records.commit(templates.save(template));
    return template;
  };

  it('T2 a template is read as it was saved, and each edit needs the version that was read', async () => {
    const template = await saved('restart');
    const next = { ...template, version: 2, preApproved: false };
    await records.commit(templates.save(next, template));

    await expect(records.commit(templates.save({ ...next, name: 'other' }, template))).rejects.toBeStaleWrite();
    expect(await templates.get(template.id)).toEqual(next);
    await expect(templates.get(uuidv7())).rejects.toBeDomainError('change-template/not-found');
  });

  it('T3 the name of a template, also of the one that ships, belongs to one template in any case', async () => {
    const template = await saved('restart');

    expect(await templates.ownerOf({ scheme: 'name', value: 'Restart' })).toBe(template.id);
    expect(await templates.ownerOf({ scheme: 'name', value: 'Short-Maintenance' })).toBe(shortMaintenance.id);
    const again = commitUnique(records, 'change-template', templates.save(aTemplate('RESTART')));
    await expect(again).rejects.toBeDomainError('change-template/name-taken');
  });

  it('H4 the template that ships is found and listed first, without a row', async () => {
    const made = [await saved('restart'), await saved('reboot'), await saved('patch')];

    expect(await templates.get(shortMaintenance.id)).toEqual(shortMaintenance);
    expect(idsOf(await templates.findMany([made[0]?.id ?? '', shortMaintenance.id])).toSorted()).toEqual(
      [made[0]?.id, shortMaintenance.id].toSorted(),
    );
    for (const limit of [1, 2, 3, 9]) {
      const pages = await allPages((from) => templates.page({ limit, ...from }));
      expect(pages.flatMap(idsOf)).toEqual(idsOf([shortMaintenance, ...made]));
    }
  });

  it('H4 an edit stores the one that ships, once, and its deletion brings it back', async () => {
    const edited = { ...shortMaintenance, version: 1, preApproved: false };
    await records.commit(templates.save(edited, shortMaintenance));

    await expect(records.commit(templates.save(edited, shortMaintenance))).rejects.toBeStaleWrite();
    expect((await templates.page({ limit: 9 })).items).toEqual([edited]);

    await records.commit(templates.remove(edited, at));
    expect(await templates.find(shortMaintenance.id)).toEqual(shortMaintenance);
    expect(() => templates.remove(shortMaintenance, at)).toThrow(expect.objectContaining({ code: 'change-template/shipped' }));
  });
});
