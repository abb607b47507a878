import { afterEach, expect, it } from '@jest/globals';
import { defaultProvider } from '../../shared/sdk/environment-credentials.ts';
import { EventStreamSerde, eventStreamSerdeProvider } from '../../shared/sdk/no-event-streams.ts';

const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'] as const;
const before = names.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

it('the credentials of a function are the variables that Lambda sets for its role', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'session' });

  expect(await defaultProvider()()).toMatchObject({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'session' });
});

it('without these variables, a call to AWS fails and says which source was looked up', async () => {
  for (const name of names) delete process.env[name];

  await expect(defaultProvider()()).rejects.toThrow('Unable to find environment variable credentials');
});

it('an operation that streams events fails, and says how to bundle it', () => {
  expect(() => eventStreamSerdeProvider()).toThrow('remove the alias of event-streams in infra/bundle-options.ts');
  expect(() => new EventStreamSerde()).toThrow('remove the alias of event-streams');
});
