/** Links without a thread: a function call, a resumed coroutine, and a mailbox between two coroutines. */
import { NOTHING } from '../../channel/channel.ts';
import { mailbox } from '../../channel/mailbox.ts';
import type { Link } from './link.ts';
import { numberFor } from './payload.ts';
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
    // Several different callees: the compiler would inline a single one, and then nothing would be called.
    const callees: ((number: number) => void)[] = [
      (number) => tally.take(number),
      (number) => void tally.take(number),
      (number) => {
        tally.take(number);
      },
      (number) => [tally.take(number)],
      (number) => ({ taken: tally.take(number) }),
    ];
    for (let i = 0; i < count; i++) callees[i % 5]?.(numberFor(i));
  },
  next(count, tally) {
    const coroutine = taker(tally);
    coroutine.next();
    for (let i = 0; i < count; i++) coroutine.next(numberFor(i));
  },
  mailbox(count, tally) {
    const { outlet, inlet } = mailbox(
      CAPACITY,
      () => {},
      () => {},
    );
    for (let sent = 0; sent < count; ) {
      for (let room = Math.min(outlet.room(), count - sent); room > 0; room--) outlet.send(numberFor(sent++));
      outlet.flush();
      for (let number = inlet.take(); number !== NOTHING; number = inlet.take()) tally.take(Number(number));
    }
  },
};

const CAPACITY = 16_384;

function* taker(tally: Tally): Generator<undefined, void, number> {
  while (true) tally.take(yield);
}
