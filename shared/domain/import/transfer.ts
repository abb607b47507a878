import * as z from 'zod';
import { type Caller, roles } from '../access.ts';
import { day, type Instant, plus } from '../clock.ts';
import { lazily } from '../lazily.ts';
import { Id } from '../values.ts';

/** What imports and exports have in common (I5): the formats of their files, who started them, and how long they are kept. */
export const fileFormats = ['csv', 'ndjson'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** For how many days imports and exports are kept, with the results of their rows. */
const keptDays = 90;

export const keptUntil = (createdAt: Instant): Instant => plus(createdAt, keptDays * day);

/** Who started it. Its rights are looked up again when it runs, because they may have been taken away since. */
export const starterFields = () => ({
  kind: z.enum(['person', 'client']),
  id: Id(),
  roles: z.array(z.enum(roles)),
  teams: z.array(z.string()),
  responsible: z.string().optional(),
});
export const Starter = lazily(() => z.strictObject(starterFields()));
export type Starter = z.output<ReturnType<typeof Starter>>;

/** The caller as it is stored. Monitors start nothing. */
export const starterOf = (caller: Caller): Starter => {
  const { id, roles: held, teams } = caller;
  const responsible = caller.kind === 'client' ? { responsible: caller.responsible } : {};
  return { kind: caller.kind === 'client' ? 'client' : 'person', id, roles: [...held], teams: [...teams], ...responsible };
};

/** Whether the caller started it. */
export const isStarter = (starter: Starter, caller: Caller): boolean => caller.kind === starter.kind && caller.id === starter.id;
