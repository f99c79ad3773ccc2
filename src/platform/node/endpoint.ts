/** One end of a message channel, as a port channel uses it. */
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
  if (!(port instanceof MessagePort)) throw new TypeError('expected a MessagePort of Node, found another port');
  port.on('messageerror', (error) => onUnreadable(new UnreadableError(error)));
  return {
    send: (message) => port.postMessage(message),
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
