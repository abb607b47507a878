/**
 * Takes the place of `@smithy/core/event-streams` in the bundles (`infra/bundle-options.ts`). The SDK loads that module only for operations
 * that stream events, such as Kinesis' SubscribeToShard. No function calls one.
 */
export const eventStreamSerdeProvider = (): never => {
  throw new Error('operations of AWS that stream events are not bundled: remove the alias of event-streams in infra/bundle-options.ts');
};

/** The SDK asks for this class together with `eventStreamSerdeProvider`. */
export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
