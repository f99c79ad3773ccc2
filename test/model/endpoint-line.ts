/** Small lines over ports, made of the real ends or with one of them exchanged, as a model explores them. */
import { type Inlet, NOTHING, type Outlet, type Wake } from '../../src/channel/channel.ts';
import type { Endpoint, ToReader, ToWriter } from '../../src/channel/port.ts';
import { PortInlet } from '../../src/channel/port-inlet.ts';
import { PortOutlet } from '../../src/channel/port-outlet.ts';
import { type Exploration, explore, type Steps } from '../../src/lessons/explorer/explore.ts';
import type { Item } from '../../src/line/coroutine.ts';
import type { Case } from './line.ts';
import { type Delivery, Letterbox, type Mail, startMail } from './mail.ts';
import { type BlockingWaker, receive, supply } from './station.ts';

export interface Ends {
  outlet(endpoint: Endpoint<ToReader, ToWriter>, capacity: number, wake: Wake, batch: number): Outlet;
  inlet(endpoint: Endpoint<ToWriter, ToReader>, capacity: number, wake: Wake): Inlet;
}

export const REAL: Ends = {
  outlet: (endpoint, capacity, wake, batch) => new PortOutlet(endpoint, capacity, wake, batch),
  inlet: (endpoint, capacity, wake) => new PortInlet(endpoint, capacity, wake),
};

export function exploreEndpoints(
  line: Case & { readonly delivery: Delivery },
  ends: Ends = REAL,
  merge = true,
): Exploration<Mail> {
  const { channels, capacity, batch = 1, items, copies = 1, delivery } = line;
  const names = [...new Set(channels.flat())];
  const itemsFrom = (name: string): number => {
    const before = channels.filter(([, to]) => to === name);
    return before.length === 0 ? items : before.reduce((sum, [from]) => sum + itemsFrom(from), 0);
  };
  const actors = names.map((name) => ({
    name,
    run({ take, standAt }: Steps<Mail>) {
      const letterbox = new Letterbox(take);
      const waker = new EventWaker(letterbox);
      const inlets = channels.flatMap(([, to], channel) => {
        if (to !== name) return [];
        let taken = 0;
        const endpoint = letterbox.reader(channel, delivery, () => taken + capacity);
        const inlet = ends.inlet(endpoint, capacity, waker.wake);
        // What is granted while an item is taken may count that item.
        const counted = (): Item => {
          taken++;
          const item = inlet.take();
          if (item === NOTHING) taken--;
          return item;
        };
        return [{ take: counted, ended: () => inlet.ended(), inlet }];
      });
      const outlets = channels.flatMap(([from], channel) =>
        from === name ? [ends.outlet(letterbox.writer(channel), capacity, waker.wake, batch)] : [],
      );
      const place = { inlets, outlets, waker, standAt: (where: unknown) => standAt([where, waker]) };
      if (inlets.length === 0) supply(items, place, copies);
      else receive(itemsFrom(channels.find(([, to]) => to === name)?.[0] ?? ''), place);
    },
  }));
  return explore(startMail(channels.length, capacity), actors, { merge });
}

/** As `LoopWaker`; and whenever a station has done something, its event loop may have a turn. */
class EventWaker implements BlockingWaker {
  readonly #letterbox: Letterbox;
  private woken = false;

  constructor(letterbox: Letterbox) {
    this.#letterbox = letterbox;
  }

  readonly wake = (): void => {
    this.woken = true;
  };

  prepare(): boolean {
    return true;
  }

  wait(): void {
    while (!this.woken) this.#letterbox.deliver(true);
    this.woken = false;
  }

  cancel(): void {
    this.#letterbox.deliver(false);
  }
}
