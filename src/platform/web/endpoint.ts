/** The endpoint of a port channel over a MessagePort of a browser. */
import { type Endpoint, UnreadableError } from '../../channel/port.ts';
import type { Port } from '../platform.ts';

/**
 * A browser delivers messages by events alone: nobody can ask a port what has arrived.
 *
 * @param onUnreadable called with an `UnreadableError` when a message arrives that cannot be deserialised
 * @throws TypeError when it is not a port of a browser
 */
export function webEndpoint<Sent, Received>(
  port: Port,
  onUnreadable: (error: Error) => void,
): Endpoint<Sent, Received> {
  if (!(port instanceof MessagePort))
    throw new TypeError('Cannot use this port: expected a MessagePort, found another object');
  port.addEventListener('messageerror', () => onUnreadable(new UnreadableError('the browser could not read it')));
  return {
    send: (message, transfer = []) => port.postMessage(message, [...transfer]),
    receive: () => undefined,
    onArrival(deliver) {
      port.addEventListener('message', (event: MessageEvent<Received>) => deliver(event.data));
      port.start();
    },
  };
}
