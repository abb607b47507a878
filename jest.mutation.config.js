import jest from './jest.config.js';

const [unit] = jest.projects;

/** How Stryker runs the tests of asset values and of availability for each mutant. */
export default {
  ...unit,
  roots: ['<rootDir>/test/support'],
  testMatch: ['**/mutation-tests.ts'],
  modulePathIgnorePatterns: [],
};
