/** Message ports on one thread: in which order messages arrive, and how many of them in one turn of the event loop. */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';

/** Senders send in turn, each on its own port: `A1 B1 A2 B2`. Returns what was sent, and the order in which it arrived. */
export async function sentInTurn(senders: readonly string[], each: number) {
  const channels = senders.map((name) => ({ name, ...new MessageChannel() }));
  const sent: string[] = [];
  const received: string[] = [];
  await new Promise<void>((resolve) => {
    for (const { port2 } of channels)
      port2.on('message', (message: string) => {
        received.push(message);
        if (received.length === senders.length * each) resolve();
      });
    for (let i = 1; i <= each; i++)
      for (const { name, port1 } of channels) {
        port1.postMessage(`${name}${i}`);
        sent.push(`${name}${i}`);
      }
  });
  for (const { port1 } of channels) port1.close();
  return { sent, received };
}

/** The most that a refilled port gets, so that the count ends. */
const MOST = 5000;

/**
 * How many messages Node delivers in one turn of the event loop.
 *
 * @param waiting the messages that wait when the turn begins
 * @param isRefilled whether each message that arrives is replaced by a new one
 */
export async function deliveredInOneTurn(waiting: number, isRefilled: boolean): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let delivered = 0;
  for (let i = 0; i < waiting; i++) port1.postMessage(i);
  port2.on('message', () => {
    delivered++;
    if (isRefilled && delivered < MOST) port1.postMessage(delivered);
  });
  while (delivered === 0) await turnOfTheLoop();
  port1.close();
  return delivered;
}
