/** Ends of ports with one mistake each, as easy to make as those in mutants.ts. */
import type { Endpoint, ToReader, ToWriter } from '../../src/channel/port.ts';
import { PortInlet } from '../../src/channel/port-inlet.ts';
import { PortOutlet } from '../../src/channel/port-outlet.ts';
import { type Ends, REAL } from './endpoint-line.ts';
import { itemsIn, placesIn } from './mail.ts';

/** A grant says how many items more, instead of below which number. */
export const GRANTS_SO_MANY_MORE: Ends = {
  inlet(endpoint, capacity, wake) {
    let before = capacity;
    const send = (grant: ToWriter): void => {
      const more = itemsIn(grant) - before;
      before = itemsIn(grant);
      endpoint.send(more);
    };
    return REAL.inlet({ ...endpoint, send }, capacity, wake);
  },
  outlet(endpoint, capacity, wake, batch) {
    let granted = capacity;
    const sum = (more: ToWriter): number => {
      granted += itemsIn(more);
      return granted;
    };
    const absolute: Endpoint<ToReader, ToWriter> = {
      send: endpoint.send,
      receive() {
        const more = endpoint.receive();
        return more === undefined ? undefined : sum(more);
      },
      onArrival: (deliver) => endpoint.onArrival((more) => deliver(sum(more))),
    };
    return REAL.outlet(absolute, capacity, wake, batch);
  },
};

/** The grant that came last counts, and not the greatest. */
export const BELIEVES_THE_LAST_GRANT: Ends = {
  ...REAL,
  outlet(endpoint, capacity, wake, batch) {
    const forgetting: Endpoint<ToReader, ToWriter> = {
      send: endpoint.send,
      receive() {
        const grant = endpoint.receive();
        if (grant !== undefined) Reflect.set(outlet, 'granted', 0);
        return grant;
      },
      onArrival: (deliver) =>
        endpoint.onArrival((grant) => {
          Reflect.set(outlet, 'granted', 0);
          deliver(grant);
        }),
    };
    const outlet = new PortOutlet(forgetting, capacity, wake, batch);
    return outlet;
  },
};

/** A grant that the writer reads by itself is as if it had never been delivered: it wakes no one. */
export const READS_GRANTS_IN_SILENCE: Ends = {
  ...REAL,
  outlet(endpoint, capacity, wake, batch) {
    let silent = false;
    const outlet = new PortOutlet(endpoint, capacity, () => silent || wake(), batch);
    const room = (): number => {
      silent = true;
      const found = PortOutlet.prototype.room.call(outlet);
      silent = false;
      return found;
    };
    return Object.assign(outlet, { room });
  },
};

/** The reader grants what it has been sent, and not what it has taken. */
export const GRANTS_WHAT_ARRIVES: Ends = {
  ...REAL,
  inlet(endpoint, capacity, wake) {
    let arrived = 0;
    const granting = (message: ToReader): ToReader => {
      arrived += placesIn(message).length;
      endpoint.send(arrived + capacity);
      return message;
    };
    const eager: Endpoint<ToWriter, ToReader> = {
      send() {},
      receive() {
        const message = endpoint.receive();
        return message === undefined ? undefined : granting(message);
      },
      onArrival: (deliver) => endpoint.onArrival((message) => deliver(granting(message))),
    };
    return new PortInlet(eager, capacity, wake);
  },
};

/** What is still in the port's queue is taken before what an event has brought. */
export const TAKES_THE_QUEUE_FIRST: Ends = {
  ...REAL,
  inlet(endpoint, capacity, wake) {
    const brought: ToReader[] = [];
    const late: Endpoint<ToWriter, ToReader> = {
      send: endpoint.send,
      receive() {
        const message = endpoint.receive();
        return message === undefined ? brought.shift() : message;
      },
      onArrival: () =>
        endpoint.onArrival((message) => {
          brought.push(message);
          wake();
        }),
    };
    return new PortInlet(late, capacity, wake);
  },
};

/** The end overtakes the last batch. */
export const CLOSES_BEFORE_THE_LAST_BATCH: Ends = {
  ...REAL,
  outlet(endpoint, capacity, wake, batch) {
    let sent = 0;
    let last: ToReader = null;
    const send = (message: ToReader): void => {
      if (message === null) {
        endpoint.send(null);
        if (last !== null) endpoint.send(last);
      } else if (++sent === capacity) last = message;
      else endpoint.send(message);
    };
    return new PortOutlet({ ...endpoint, send }, capacity, wake, batch);
  },
};

/** The reader grants nothing for the last item of its capacity: it keeps one place to itself. */
export const GRANTS_ONE_LESS: Ends = {
  ...REAL,
  inlet: (endpoint, capacity, wake) =>
    REAL.inlet({ ...endpoint, send: (grant) => endpoint.send(itemsIn(grant) - 1) }, capacity, wake),
};
