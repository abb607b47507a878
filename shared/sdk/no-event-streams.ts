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

/** Clients whose operations may stream events ask for this when they are made, such as that of Amazon S3. It does nothing. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
