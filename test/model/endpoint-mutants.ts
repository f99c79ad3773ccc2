/** Ends of ports with one mistake each, as tempting as those in mutants.ts. */
import { type Endpoint, PortInlet, PortOutlet, type ToReader } from '../../src/channel/port.ts';
import { type Ends, REAL } from './endpoint-line.ts';

/** A grant says how many items more, instead of below which number. */
export const GRANTS_SO_MANY_MORE: Ends = {
  inlet(post, capacity, ring) {
    let before = capacity;
    const send = (grant: number): void => {
      const more = grant - before;
      before = grant;
      post.send(more);
    };
    return REAL.inlet({ ...post, send }, capacity, ring);
  },
  outlet(post, capacity, ring, batch) {
    let granted = capacity;
    const sum = (more: number): number => {
      granted += more;
      return granted;
    };
    const absolute: Endpoint<ToReader, number> = {
      send: post.send,
      receive() {
        const more = post.receive();
        return more === undefined ? undefined : sum(more);
      },
      onArrival: (deliver) => post.onArrival((more) => deliver(sum(more))),
    };
    return REAL.outlet(absolute, capacity, ring, batch);
  },
};

/** The grant that came last counts, and not the greatest. */
export const BELIEVES_THE_LAST_GRANT: Ends = {
  ...REAL,
  outlet(post, capacity, ring, batch) {
    const forgetting: Endpoint<ToReader, number> = {
      send: post.send,
      receive() {
        const grant = post.receive();
        if (grant !== undefined) Reflect.set(outlet, 'granted', 0);
        return grant;
      },
      onArrival: (deliver) =>
        post.onArrival((grant) => {
          Reflect.set(outlet, 'granted', 0);
          deliver(grant);
        }),
    };
    const outlet = new PortOutlet(forgetting, capacity, ring, batch);
    return outlet;
  },
};

/** A grant that the writer reads by itself is as if it had never been delivered: it rings nobody. */
export const READS_GRANTS_IN_SILENCE: Ends = {
  ...REAL,
  outlet(post, capacity, ring, batch) {
    let silent = false;
    const outlet = new PortOutlet(post, capacity, () => silent || ring(), batch);
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
  inlet(post, capacity, ring) {
    let arrived = 0;
    const granting = (message: ToReader): ToReader => {
      arrived += message === null ? 0 : typeof message === 'number' ? 1 : message.length;
      post.send(arrived + capacity);
      return message;
    };
    const eager: Endpoint<number, ToReader> = {
      send() {},
      receive() {
        const message = post.receive();
        return message === undefined ? undefined : granting(message);
      },
      onArrival: (deliver) => post.onArrival((message) => deliver(granting(message))),
    };
    return new PortInlet(eager, capacity, ring);
  },
};

/** What is still in the port's queue is taken before what an event has brought. */
export const TAKES_THE_QUEUE_FIRST: Ends = {
  ...REAL,
  inlet(post, capacity, ring) {
    const brought: ToReader[] = [];
    const late: Endpoint<number, ToReader> = {
      send: post.send,
      receive() {
        const message = post.receive();
        return message === undefined ? brought.shift() : message;
      },
      onArrival: () =>
        post.onArrival((message) => {
          brought.push(message);
          ring();
        }),
    };
    return new PortInlet(late, capacity, ring);
  },
};

/** The end overtakes the last batch. */
export const CLOSES_BEFORE_THE_LAST_BATCH: Ends = {
  ...REAL,
  outlet(post, capacity, ring, batch) {
    let sent = 0;
    let last: ToReader = null;
    const send = (message: ToReader): void => {
      if (message === null) {
        post.send(null);
        if (last !== null) post.send(last);
      } else if (++sent === capacity) last = message;
      else post.send(message);
    };
    return new PortOutlet({ ...post, send }, capacity, ring, batch);
  },
};

/** The reader grants nothing for the last item of its capacity: it keeps one place to itself. */
export const GRANTS_ONE_LESS: Ends = {
  ...REAL,
  inlet: (post, capacity, ring) => REAL.inlet({ ...post, send: (grant) => post.send(grant - 1) }, capacity, ring),
};
