/** Links without a thread: a call, a coroutine resumed, and a mailbox between two of them. */
import { NOTHING } from '../../channel/channel.ts';
import { mailbox } from '../../channel/mailbox.ts';
import type { Link } from './link.ts';
import { saying } from './payload.ts';
import { Tally } from './tally.ts';

export type CallCarrier = 'call' | 'next' | 'mailbox';

export function callLink(carrier: CallCarrier): Link {
  const sendAll = SENDERS[carrier];
  return {
    async send(count, schedule) {
      const tally = new Tally(schedule);
      sendAll(count, tally);
      return tally.report();
    },
    roundTrips: null,
    close() {},
  };
}

const SENDERS: Readonly<Record<CallCarrier, (count: number, tally: Tally) => void>> = {
  call(count, tally) {
    // Three different callees, or the compiler would put the one in the caller's place and there would be no call.
    const callees: ((said: number) => void)[] = [
      (said) => tally.take(said),
      (said) => void tally.take(said),
      (said) => {
        tally.take(said);
      },
      (said) => [tally.take(said)],
      (said) => ({ taken: tally.take(said) }),
    ];
    for (let i = 0; i < count; i++) callees[i % 5]?.(saying(i));
  },
  next(count, tally) {
    const coroutine = taker(tally);
    coroutine.next();
    for (let i = 0; i < count; i++) coroutine.next(saying(i));
  },
  mailbox(count, tally) {
    const { outlet, inlet } = mailbox(
      CAPACITY,
      () => {},
      () => {},
    );
    for (let sent = 0; sent < count; ) {
      for (let room = Math.min(outlet.room(), count - sent); room > 0; room--) outlet.send(saying(sent++));
      outlet.flush();
      for (let said = inlet.take(); said !== NOTHING; said = inlet.take()) tally.take(said);
    }
  },
};

const CAPACITY = 16_384;

function* taker(tally: Tally): Generator<undefined, void, number> {
  while (true) tally.take(yield);
}
