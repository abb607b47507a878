import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answersIn, pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, recipesOf, shellBlocksOf } from '../support/readme.ts';

const [helpers] = recipesOf(readDocument('README.md'), 'Recipes');

/** Pastes the README's helpers and the commands of a page into one shell, and reads what the page says that they answer. */
const pageOf = (file: string) => {
  const blocks = [helpers?.commands ?? '', ...shellBlocksOf(readDocument(file))].map((commands) => ({ title: '', commands }));
  const scene: { pasted: Awaited<ReturnType<typeof pasteBlocks>> | undefined } = { pasted: undefined };
  beforeAll(async () => {
    scene.pasted = await pasteBlocks(blocks);
  }, 120_000);
  afterAll(() => scene.pasted?.remove());
  /** What the block that has these words printed. */
  const printed = (words: string): string => scene.pasted?.printed[blocks.findIndex(({ commands }) => commands.includes(words))] ?? '';
  return {
    printed,
    /** Its answers. */
    answersOf: (words: string) => answersIn(printed(words)),
    /** The codes of what was refused. */
    refusals: () => blocks.flatMap(({ commands }) => answersIn(printed(commands))).flatMap(({ code }) => code ?? []),
    complaints: () => scene.pasted?.shell.stderr,
  };
};

describe('docs/emergencies.md', () => {
  const { answersOf, refusals, complaints } = pageOf('docs/emergencies.md');

  it('H7 no command is refused', () => {
    expect(complaints()).toBe('');
    expect(refusals()).toEqual([]);
  });

  it('H7 the emergency suppresses from its start, and is approved after its work', () => {
    const [item, suppression] = answersOf('"type": "emergency"');
    const [awaiting, finished, approved] = answersOf('needs=retrospective-approval');

    expect(suppression).toMatchObject({ ci: item.id, suppressed: true });
    expect(awaiting.items).toContainEqual(expect.objectContaining({ id: finished.id, items: [item.id], status: 'implementing' }));
    expect(finished).toMatchObject({ type: 'emergency', status: 'in-review', retrospective: { state: 'awaiting' } });
    expect(approved).toMatchObject({ id: finished.id, status: 'in-review', retrospective: { state: 'approved' } });
  });
});

describe('docs/patch-schedules.md', () => {
  const { printed, answersOf, refusals, complaints } = pageOf('docs/patch-schedules.md');

  it('H4 a change in the freeze is refused, and no other command', () => {
    expect(complaints()).toBe('');
    expect(refusals()).toEqual(['change/conflict']);
    expect(answersOf('/v1/freezes')).toMatchObject([{ name: 'The books are closed' }, { status: 409 }]);
  });

  it('H3 five free times are found, with a warning for those outside the maintenance hours', () => {
    const [hours] = answersOf('/v1/maintenance-hours');
    const [{ items }] = answersOf('/v1/slots');

    expect(hours).toMatchObject({ name: 'Friday nights' });
    expect(items).toHaveLength(5);
    expect(items.map(({ start }: { start: string }) => start)).toEqual(items.map(({ start }: { start: string }) => start).toSorted());
    // The hours are four, so that at least one of five slots of an hour is outside them, whenever this runs.
    expect(items.flatMap(({ warnings }: { warnings: readonly string[] }) => warnings)).toContain('outside-maintenance-hours');
  });

  it('H5 the schedule has its next occurrences, and one approval for all of them', () => {
    const [{ items }] = answersOf('/v1/patch-schedules ');
    const [decided, schedule] = answersOf('/submit');

    expect(items).toHaveLength(5);
    expect(decided).toMatchObject({ status: 'scheduled', type: 'standard', window: { start: items[0].start, end: items[0].end } });
    expect(schedule).toMatchObject({ name: 'Database patches', standingApproval: { change: decided.id } });
  });

  it('H5 the calendar feed has the change of the service', () => {
    const feed = printed('/v1/calendar-feeds');

    expect(feed).toMatch(/^BEGIN:VCALENDAR\r?\n/);
    expect(feed).toMatch(/^SUMMARY:.*Database patches/m);
    expect(feed).toContain('STATUS:CONFIRMED');
  });
});

it('a recipe that comes too early says so at once, and so does one that was refused', async () => {
  const commands = `SERVER=$(call configuration-manager POST /v1/configuration-items '{ "name": "web-8" }' | field id)
echo "field: $?" >&2
call viewer GET "/v1/configuration-items/$SERVER/impact"
echo "call: $?" >&2`;
  const pasted = await pasteBlocks([{ title: '', commands: `${helpers?.commands}${commands}` }]);
  pasted.remove();

  expect(pasted.printed).toEqual(['']);
  expect(pasted.shell.stderr.split('\n')).toEqual([
    'body/invalid: /class: is missing; it must be text',
    'field: 1',
    'run the earlier recipes first: /v1/configuration-items//impact lacks a variable',
    'call: 1',
    '',
  ]);
});
