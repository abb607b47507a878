import type { Template } from './cdk.ts';

/** The consumers of the work queues, by the name of the function. */
export const consumersOf = (service: Template) =>
  Object.values(service.findResources('AWS::Lambda::EventSourceMapping'))
    .map(({ Properties }) => Properties)
    .filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt'])
    .map((mapping) => {
      // An alias is named by its function and its own name.
      const [aliasOrFunction = ''] = /(?<="Ref":")\w+/.exec(JSON.stringify(mapping.FunctionName)) ?? [];
      const alias = service.findResources('AWS::Lambda::Alias')[aliasOrFunction]?.Properties;
      const consumer = service.findResources('AWS::Lambda::Function')[alias?.FunctionName.Ref ?? aliasOrFunction]?.Properties;
      return { mapping, consumer, name: consumer?.FunctionName };
    });
