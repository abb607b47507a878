/** A pattern of ARNs, in which `*` stands for any characters. */
const matches = (pattern: string, arn: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
};

/**
 * Whether a stage may publish to a topic (M5): one of its patterns matches, and it is not a topic of the stage itself, which has alarms about
 * Quiesce. `patterns` are separated by commas.
 */
export const topicRule =
  (patterns: string, stage: string) =>
  (topicArn: string): boolean =>
    !matches(`arn:*:sns:*:*:quiesce-${stage}-*`, topicArn) &&
    patterns.split(',').some((pattern) => pattern !== '' && matches(pattern, topicArn));
