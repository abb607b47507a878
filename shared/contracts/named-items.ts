import * as z from 'zod';
import { Reference } from '../domain/values.ts';

/** The most CIs of one question. */
const mostItems = 20;

/** The query parameter `item` of questions about several configuration items. The route declares it as repeated. */
export const namedItems = () =>
  z
    .array(Reference())
    .min(1)
    .max(mostItems)
    .meta({ description: `A configuration item. Repeat the parameter for up to ${mostItems}` });
