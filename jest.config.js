import { availableParallelism } from 'node:os';

const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
  ],
};

/**
 * One project for each folder of tests. `extra` has further options of jest, such as a global setup. jest ignores a project's `testTimeout`,
 * so test/support/test-timeout.ts sets it.
 */
const project = (name, { testTimeout, ...extra } = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  roots: [`<rootDir>/test/${name}`],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  globals: { quiesceTestTimeout: testTimeout },
  setupFilesAfterEnv: ['<rootDir>/test/support/test-timeout.ts', '<rootDir>/test/support/matchers.ts'],
  modulePathIgnorePatterns: ['<rootDir>/(cdk.out|build|\\.quiesce)/'],
  ...extra,
});

const onTemplates = {
  globalSetup: '<rootDir>/test/support/synthesis-setup.ts',
  globalTeardown: '<rootDir>/test/support/synthesis-teardown.ts',
  testTimeout: 30_000,
};

const onEmulator = {
  globalSetup: '<rootDir>/test/support/emulator-setup.ts',
  globalTeardown: '<rootDir>/test/support/emulator-teardown.ts',
  testTimeout: 60_000,
};

const onStack = {
  globalSetup: '<rootDir>/test/support/stack-setup.ts',
  globalTeardown: '<rootDir>/test/support/stack-teardown.ts',
  testTimeout: 120_000,
};

export default {
  projects: [
    project('unit'),
    project('infra', onTemplates),
    project('contract', onEmulator),
    project('workflow', onEmulator),
    project('e2e', onStack),
  ],
  testSequencer: '<rootDir>/test/support/sequencer.ts',
  // One more than there are cores, up to three: end-to-end tests mostly wait.
  maxWorkers: Math.min(2, availableParallelism()) + 1,
  workerIdleMemoryLimit: '700MB',
};
