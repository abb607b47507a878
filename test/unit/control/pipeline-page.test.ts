import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { runCommand } from '../../support/commands.ts';
import { itWithJq } from '../../support/jq.ts';
import { pipelineScene } from '../../support/pipeline.ts';
import { readDocument, sectionOf } from '../../support/readme.ts';

// Each run of the script starts dozens of programs, which takes seconds on a busy machine.
jest.setTimeout(30_000);

type Variables = Readonly<Record<string, string>>;

/** What a pipeline of the page runs: its commands in their order, with the variables that it sets. */
interface PagePipeline {
  readonly shell: readonly [string, ...string[]];
  readonly commands: readonly string[];
  readonly variables: Variables;
  /** Settings that the service keeps outside the file. */
  readonly kept?: readonly string[];
}

const page = readDocument('docs/pipeline-gate.md');

/** The pipeline in a section of the page. */
const yamlOf = (title: string) => {
  const blocks = [...sectionOf(page, title).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => parse(block));
  if (blocks.length !== 1) throw new Error(`${title} has ${blocks.length} blocks of YAML`);
  return blocks[0];
};

/** Replaces what a service replaces in values, `${{ github.sha }}` and `$CI_COMMIT_SHORT_SHA`. @throws for a name that the service does not have */
const filledIn = (variables: Variables, names: RegExp, known: Variables): Variables =>
  Object.fromEntries(
    Object.entries(variables).map(([variable, value]) => [
      variable,
      value.replace(names, (_, name: string) => {
        const found = known[name];
        if (found === undefined) throw new Error(`the service does not know ${name}`);
        return found;
      }),
    ]),
  );

const pipelines: Readonly<Record<string, (env: Variables) => PagePipeline>> = {
  'GitHub Actions': ({ QUIESCE_URL = '', QUIESCE_TOKEN = '' }) => {
    const [checkout, step, ...more] = yamlOf('GitHub Actions').jobs.deploy.steps;
    expect([checkout.uses, more]).toEqual([expect.stringMatching(/^actions\/checkout@/), []]);
    const known = { 'vars.QUIESCE_URL': QUIESCE_URL, 'secrets.QUIESCE_TOKEN': QUIESCE_TOKEN, 'github.sha': 'abc123' };
    return { shell: ['bash', '-e', '-c'], commands: [step.run], variables: filledIn(step.env, /\$\{\{ (\S+) \}\}/g, known) };
  },
  'GitLab CI': () => {
    const { before_script, script, variables } = yamlOf('GitLab CI').deploy;
    const set = filledIn(variables, /\$(\w+)/g, { CI_COMMIT_SHORT_SHA: 'abc123' });
    const kept = ['QUIESCE_URL', 'QUIESCE_TOKEN'];
    return { shell: ['sh', '-e', '-c'], commands: [...before_script, ...script], variables: set, kept };
  },
  'AWS CodePipeline': ({ QUIESCE_URL = '' }) => {
    const { env, phases } = yamlOf('AWS CodePipeline');
    expect(env.variables.QUIESCE_URL).toBe('https://quiesce.example.com');
    const variables = { ...env.variables, QUIESCE_URL, CODEBUILD_RESOLVED_SOURCE_VERSION: 'abc123' };
    return { shell: ['sh', '-e', '-c'], commands: phases.build.commands, variables, kept: Object.keys(env['secrets-manager']) };
  },
};

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

const executable = (file: string, text: string): void => {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
};

/** The repository of a pipeline: the script is copied into it, next to `deploy.sh`. Installing packages is noted in `packages`. */
const repository = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-pipeline-'));
  cleanUps.push(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, 'bin'));
  copyFileSync('docs/pipeline-gate.sh', join(directory, 'pipeline-gate.sh'));
  executable(join(directory, 'deploy.sh'), '#!/bin/sh\necho "deployed under $QUIESCE_CHANGE"\n');
  executable(join(directory, 'bin/apk'), '#!/bin/sh\necho "$@" >packages\n');
  return directory;
};

describe('docs/pipeline-gate.md', () => {
  for (const [title, pipelineOf] of Object.entries(pipelines))
    itWithJq(`H11 the pipeline for ${title} deploys under its change`, async () => {
      const scene = await pipelineScene();
      cleanUps.push(scene.close);
      const directory = repository();
      const { QUIESCE_ITEMS, QUIESCE_LEAD_SECONDS, QUIESCE_POLL_SECONDS } = scene.env;
      const { shell, commands, variables, kept = [] } = pipelineOf(scene.env);
      const [program, ...flags] = shell;
      expect(variables.QUIESCE_ITEMS).toBe('web-7 orders-db-1');

      const { status, stdout, stderr } = await runCommand(program, [...flags, commands.join('\n')], {
        cwd: directory,
        env: {
          ...Object.fromEntries(Object.entries(scene.env).filter(([name]) => kept.includes(name))),
          ...variables,
          ...{ QUIESCE_ITEMS, QUIESCE_LEAD_SECONDS, QUIESCE_POLL_SECONDS },
          PATH: `${join(directory, 'bin')}:${scene.env.PATH}`,
        },
      });

      expect([status, stderr]).toEqual([0, '']);
      const [change] = await scene.changes();
      expect(stdout).toContain(`deployed under ${change.number}\n${change.number}: finished, successful`);
      expect(change.title).toBe('Deploy abc123');
      if (title === 'GitLab CI') expect(readFileSync(join(directory, 'packages'), 'utf8')).toBe('add --no-cache curl jq\n');
    });

  it('says that the script is copied, and where: no pipeline runs it from docs', () => {
    expect(sectionOf(page, 'The whole way')).toContain('Copy it into the repository of your pipeline');
    expect(page).not.toContain('docs/pipeline-gate.sh');
  });
});
