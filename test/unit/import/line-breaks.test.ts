import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

it('I5 a line break in a cell is a blank in a field of one line, and stays in a note; the same file and its export change nothing', async () => {
  const { imported, exported, ann } = await transferDesk();
  const file =
    'kind,name,assetTag,location,customFields.notes\r\nhardware,"Docking\r\nstation\n",T-1,"Berlin \n\n 2nd floor","one\ntwo"\r\n';

  const first = await imported(file);
  const again = await imported(file);
  const back = await imported(await exported());

  expect([faultsOf(first.rows), again.progress, back.progress]).toMatchObject([[], { unchanged: 1 }, { unchanged: 1 }]);
  expect((await ann.get('/v1/assets/T-1')).body).toMatchObject({
    name: 'Docking station',
    location: 'Berlin 2nd floor',
    customFields: { notes: 'one\ntwo' },
  });
});

it('I5 a line break in a cell finds the asset of the joined name, and the note of a cost keeps it', async () => {
  const { imported, ann } = await transferDesk();
  await imported('kind,name\nhardware,Docking station\n');

  const found = await imported('name,location\n"Docking\nstation",Bonn\n');
  await imported('kind,name,assetTag\nhardware,Dock,D-1\n');
  await imported('asset,kind,date,amount,note\nD-1,repair,2026-06-01,5 EUR,"one\ntwo"\n', { kind: 'costs' });

  expect(found.progress).toMatchObject({ updated: 1 });
  expect((await ann.get('/v1/assets/D-1/costs')).body.items).toMatchObject([{ note: 'one\ntwo' }]);
});
