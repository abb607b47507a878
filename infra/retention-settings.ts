import {
  defaultRetentionDays,
  type RetentionDays,
  type RetentionKind,
  retentionKinds,
  shortestRetention,
} from '../shared/domain/retention.ts';

const isKind = (name: string): name is RetentionKind => retentionKinds.some((kind) => kind === name);

const settingOf = (text: string): readonly [RetentionKind, number] => {
  const [, name = '', days = ''] = /^\s*(\w+)\s*=\s*(\d{1,5})\s*$/.exec(text) ?? [];
  if (!isKind(name)) {
    throw new Error(
      `retentionDays: got ${JSON.stringify(text)}, write it as episodes=400,mails=400; the names are ${retentionKinds.join(', ')}`,
    );
  }
  const shortest = shortestRetention[name];
  if (Number(days) < shortest.days) {
    throw new Error(`retentionDays: ${name}=${days} is too short, it takes at least ${shortest.days} days, because ${shortest.because}`);
  }
  return [name, Number(days)];
};

/**
 * The retention of a stage: the defaults, and what the context changes of them, as in `episodes=200,mails=100`.
 * @throws Error if a name is unknown, or a time is too short
 */
export const retentionSettings = (context: { readonly retentionDays?: string }): RetentionDays => {
  const changed = context.retentionDays === undefined ? [] : context.retentionDays.split(',').map(settingOf);
  const days = { ...defaultRetentionDays, ...Object.fromEntries(changed) };
  if (days.episodes < days.deliveries) {
    throw new Error(
      `retentionDays: deliveries=${days.deliveries} is longer than episodes=${days.episodes}, and a delivery belongs to an episode`,
    );
  }
  return days;
};
