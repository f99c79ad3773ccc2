/** The endpoint of a port channel over a MessagePort of Node. */
import { MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Endpoint, UnreadableError } from '../../channel/port.ts';
import type { Port } from '../platform.ts';

/**
 * @param onUnreadable called with an `UnreadableError` when a message arrives that cannot be deserialised
 * @throws TypeError when it is not a port of Node
 */
export function nodeEndpoint<Sent, Received>(
  port: Port,
  onUnreadable: (error: Error) => void = () => {},
): Endpoint<Sent, Received> {
  if (!(port instanceof MessagePort))
    throw new TypeError('Cannot use this port: expected a MessagePort of Node, found another object');
  port.on('messageerror', (error) => onUnreadable(new UnreadableError(error)));
  return {
    send: (message, transfer) => port.postMessage(message, transfer),
    receive() {
      try {
        const received: { message: Received } | undefined = receiveMessageOnPort(port);
        return received?.message;
      } catch (error) {
        throw new UnreadableError(error);
      }
    },
    onArrival: (deliver) => void port.on('message', deliver),
  };
}
