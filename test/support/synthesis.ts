/** The variable with the directory of the templates of this run. synthesis-setup.ts sets it, and jest's workers inherit it. */
const variable = 'QUIESCE_TEST_SYNTHESIS';

export const announceSynthesis = (directory: string): void => {
  process.env[variable] = directory;
};

/** The directory for templates that the suites of a run share. It is new for each run, so no template is older than the code. */
export const synthesisDirectory = (): string => {
  const directory = process.env[variable];
  if (!directory) throw new Error('there is no directory for templates: start these tests with npm run test:infra');
  return directory;
};
