/** Which receivers a stage allows (M5). */
export interface ReceiverRules {
  /** Whether receivers may have plain http and private addresses. */
  readonly allowPrivate: boolean;
  /** Whether the stage may publish to a topic. */
  readonly allowsTopic: (topicArn: string) => boolean;
}
