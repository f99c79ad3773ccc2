/** Links of requests: every message is a call with an answer, as in Comlink and Piscina. */
import type { MessagePort } from 'node:worker_threads';
import { releaseProxy, wrap } from 'comlink';
import { Piscina } from 'piscina';
import { nowNs } from '../../platform/node/clock.ts';
import { dueBy, type Link } from './link.ts';
import { numberIn, type Payload, Stock, type Value } from './payload.ts';
import type { Taker, TakerTask } from './taker.ts';
import type { Schedule, TallyReport } from './tally.ts';

/** The calls of a taker, from another thread. */
interface RemoteTaker {
  begin(schedule: Schedule | null): Promise<unknown>;
  take(value: Value): Promise<Value>;
  report(): Promise<TallyReport>;
  close(): void;
}

export function comlinkLink(port: MessagePort, payload: Payload): Link {
  const remote = wrap<Taker>(port);
  return requestLink(
    {
      begin: (schedule) => remote.begin(schedule),
      take: (value) => remote.take(value),
      report: () => remote.report(),
      close() {
        remote[releaseProxy]();
        port.close();
      },
    },
    payload,
  );
}

export function piscinaLink(filename: string, payload: Payload): Link {
  const pool = new Piscina({
    filename,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: MOST_IN_FLIGHT,
    execArgv: [],
  });
  const ask = (task: TakerTask) => pool.run(task);
  return requestLink(
    {
      begin: (schedule) => ask({ kind: 'begin', schedule }),
      take: (value) => ask({ kind: 'take', value }),
      report: () => ask({ kind: 'report' }),
      close: () => void pool.destroy(),
    },
    payload,
  );
}

const MOST_IN_FLIGHT = 64;

function requestLink(remote: RemoteTaker, payload: Payload): Link {
  const stock = new Stock(payload, MOST_IN_FLIGHT);
  return {
    async send(count, schedule) {
      await remote.begin(schedule);
      await new Promise<void>((resolve, reject) => {
        let sent = 0;
        let answered = 0;
        const answer = (): void => {
          if (++answered === count) resolve();
          else if (schedule === null) pump();
        };
        const pump = (): void => {
          const due = schedule === null ? count : Math.min(count, dueBy(schedule, nowNs()));
          while (sent < due && sent - answered < MOST_IN_FLIGHT) remote.take(stock.value(sent++)).then(answer, reject);
          // Between two turns of this loop, answers arrive.
          if (schedule !== null && sent < count) setImmediate(pump);
        };
        pump();
      });
      return await remote.report();
    },
    async roundTrips(count, took) {
      await remote.begin(null);
      for (let trip = 0; trip < count; trip++) {
        const beganNs = nowNs();
        const echo = await remote.take(stock.value(trip));
        took(nowNs() - beganNs);
        if (numberIn(echo) !== (trip & 0xffff))
          throw new Error(`expected the echo of message ${trip}, found the number ${numberIn(echo)}`);
      }
    },
    close: () => remote.close(),
  };
}
