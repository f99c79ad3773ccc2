/** A line that sends every raw ingredient to all stations but the oven, as that of the Python course. */
import { bake } from '../../../cake/bake.ts';
import type { Graph } from '../../../cake/recipe/graph.ts';
import { deliveriesOf } from '../../../cake/recipe/order.ts';
import { station } from '../../../cake/station.ts';
import { cooperative } from '../../../engine/cooperative.ts';
import { keepForItself } from '../../../line/keep.ts';
import { rest } from '../../../line/rest.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { cakeLine } from '../cake-lines.ts';
import { grainFor } from './grains.ts';

export interface Messages {
  /** Each ingredient to the station that needs it. */
  readonly routed: number;
  /** Each raw ingredient to all stations but the oven. */
  readonly broadcasts: number;
}

/** How many messages some cakes take, each way. */
export async function messagesFor(cakes: number): Promise<Messages> {
  const { graph, line } = cakeLine(grainFor(0, 'all'), cakes);
  let routed = 0;
  await bake(cooperative({ platform, observer: { sent() {}, received: () => routed++ } }), graph, line);
  const deliveries = deliveriesOf(graph, { cakes, seed: 1, delivery: 'order' });
  return { routed, broadcasts: broadcastMessages(graph, deliveries) };
}

/**
 * Runs the stations on one thread, and counts what is sent to them.
 *
 * @param deliveries the raw ingredients
 */
function broadcastMessages(graph: Graph, deliveries: Uint8Array): number {
  let messages = 0;
  const cooks = graph.stations.map(({ needs, makes: [makes = 0] }) => {
    const options = { needs, makes, kinds: graph.names.length, iterations: 0, restMs: 0 };
    return station(options, { send: (item) => sendOn(item), work() {}, rest, keep: keepForItself, report() {} });
  });
  const send = (cook: (typeof cooks)[number], item: number): void => {
    messages++;
    cook.next(item);
  };
  const needing = (item: number) =>
    graph.stations.findIndex(({ needs }) => needs.some((need) => need.ingredient === item));
  const sendOn = (item: number): void => {
    const cook = cooks[needing(item)];
    if (cook !== undefined) send(cook, item);
  };
  for (const cook of cooks) cook.next();
  const allButTheOven = cooks.slice(0, -1);
  for (const ingredient of deliveries) for (const cook of allButTheOven) send(cook, ingredient);
  return messages;
}
