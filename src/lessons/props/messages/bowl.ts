/** A thread that cracks eggs until it hears of a stop, in one of several ways. */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** The chapter about the order of messages. */
export interface BowlRole {
  readonly kind: 'bowl';
  readonly eggs: MessagePort;
  readonly control: MessagePort;
  /** As an event; or with a look after some eggs: at the control port, at its event after a turn of the loop, or at a flag. */
  readonly hears: 'event' | 'poll' | 'turn' | 'flag';
  /** The thread looks for a stop after this many eggs. */
  readonly looksEvery: number;
  /** Words in shared memory: the eggs cracked, and those below. */
  readonly bowl: Int32Array;
}

/** The thread waits until this word is 1: by then everything has been sent. */
export const GO = 1;
/** The flag: 1 for a stop. */
export const STOP = 2;

/** Sends the number of cracked eggs on its control port when it has stopped. */
export async function crackEggs(role: BowlRole): Promise<void> {
  const { eggs, control, bowl, hears } = role;
  Atomics.wait(bowl, GO, 0);
  const end = (): void => {
    control.postMessage(Atomics.load(bowl, 0));
    control.close();
    eggs.close();
  };
  if (hears === 'event') {
    eggs.on('message', (egg) => (egg === 'stop' ? end() : Atomics.add(bowl, 0, 1)));
    control.on('message', end);
    return;
  }
  let heard = false;
  if (hears === 'turn') control.on('message', () => (heard = true));
  const poll = () => receiveMessageOnPort(control) !== undefined;
  const flag = () => Atomics.load(bowl, STOP) === 1;
  const turn = () => turnOfTheLoop().then(() => heard);
  await crackUntil({ poll, flag, turn }[hears], role);
  end();
}

async function crackUntil(isStopped: () => boolean | Promise<boolean>, { eggs, looksEvery, bowl }: BowlRole) {
  while (receiveMessageOnPort(eggs) !== undefined) {
    const cracked = Atomics.add(bowl, 0, 1) + 1;
    if (cracked % looksEvery === 0 && (await isStopped())) break;
  }
}
