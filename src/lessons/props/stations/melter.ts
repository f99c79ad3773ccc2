/** A butter melter, and both ways to resume it: by a call, or by messages from another thread. */
import { type MessagePort, threadId } from 'node:worker_threads';

export type Melter = Generator<undefined, void, string>;
export type Send = (item: string) => void;

export function* melter(send: Send): Melter {
  while (true) if ((yield) === 'butter') send('melted_butter');
}

export function called(station: Melter): Send {
  return (item) => station.next(item); // A send is a call.
}

export function posted(port: MessagePort): Send {
  return (item) => port.postMessage(item); // A send is a message,
}
export function listen(station: Melter, port: MessagePort): void {
  port.on('message', (item) => station.next(item)); // which resumes it there.
}

/** A thread on which the melter is resumed by messages. */
export interface MelterRole {
  readonly kind: 'melter';
  readonly port: MessagePort;
}

/** What it sends back. */
export interface Melted {
  readonly item: string;
  readonly thread: number;
}

export function meltOnThread({ port }: MelterRole): void {
  const station = melter((item) => port.postMessage({ item, thread: threadId } satisfies Melted));
  station.next();
  listen(station, port);
}
