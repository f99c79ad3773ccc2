/** Message ports as a model sees them: two queues for each channel, and an event loop that may be slow to deliver. */
import type { Endpoint, ToReader, ToWriter } from '../../src/channel/port.ts';
import { type Answer, Forbidden, type Outcome, type Steps } from '../../src/lessons/explorer/explore.ts';

export interface Mail {
  readonly channels: readonly Channel[];
}

export interface Channel {
  readonly items: readonly Message[];
  readonly grants: readonly Message[];
  /** Items sent since the beginning. */
  readonly sent: number;
  /** What the reader had taken when it last granted something, and the capacity. No more may have been sent. */
  readonly allowed: number;
}

/** As JSON has it. */
type Message = string;

type Take = Steps<Mail>['take'];
type Change = (channel: Channel) => readonly (readonly [Partial<Channel>, Answer, string])[];

/** How grants travel: each once and in order, as on a real port; or also late or twice, which must do no harm. */
export type Delivery = 'in order' | 'late and twice';

export function startMail(channels: number, capacity: number): Mail {
  const empty: Channel = { items: [], grants: [], sent: 0, allowed: capacity };
  return { channels: Array<Channel>(channels).fill(empty) };
}

/** All the ports of one station. What has arrived is either received by the station or delivered by its event loop. */
export class Letterbox {
  readonly #take: Take;
  readonly #deliveries: { readonly channel: number; readonly queue: Queue; deliver(message: Message): void }[] = [];

  constructor(take: Take) {
    this.#take = take;
  }

  /** The writer's port. */
  writer(channel: number): Endpoint<ToReader, ToWriter> {
    return {
      send: (message) => {
        const text = encoded(message);
        const count = placesIn(message).length;
        this.#change(channel, ({ items, sent, allowed }) => {
          if (sent + count > allowed) {
            throw new Forbidden(`overrun: sends item ${sent + count - 1}, and may send items below ${allowed}`);
          }
          const said = message === null ? 'closes' : `sends ${text}`;
          return [[{ items: [...items, text], sent: sent + count }, 0, said]];
        });
      },
      receive: () => this.#received(channel, 'grants', Number),
      onArrival: (deliver) => this.#onArrival(channel, 'grants', (message) => deliver(Number(message))),
    };
  }

  /**
   * The reader's port.
   *
   * @param allowed what it may truly grant when it is asked
   */
  reader(channel: number, delivery: Delivery, allowed: () => number): Endpoint<ToWriter, ToReader> {
    return {
      send: (grant) => {
        const text = String(itemsIn(grant));
        this.#change(channel, ({ grants }) => {
          const said = `grants ${text}`;
          const now = allowed();
          const once = [{ grants: [...grants, text], allowed: now }, 0, said] as const;
          if (delivery === 'in order') return [once];
          const twice = [{ grants: [...grants, text, text], allowed: now }, 0, `${said}, twice`] as const;
          if (grants.length === 0) return [once, twice];
          const early = [...grants.slice(0, -1), text, ...grants.slice(-1)];
          return [once, twice, [{ grants: early, allowed: now }, 0, `${said}, before the one on the way`]];
        });
      },
      receive: () => this.#received(channel, 'items', decoded),
      onArrival: (deliver) => this.#onArrival(channel, 'items', (message) => deliver(decoded(message))),
    };
  }

  /** The event loop delivers one message of one port. @param must whether the station waits until there is one */
  deliver(must: boolean): void {
    const answer = this.#take({
      waiting: 'waits for an event',
      outcomes: (shared) => {
        const arrived = this.#deliveries.flatMap(({ channel, queue }, port): Outcome<Mail>[] => {
          const [message, ...rest] = shared.channels[channel]?.[queue] ?? [];
          if (message === undefined) return [];
          const after = changed(shared, channel, { [queue]: rest });
          return [{ shared: after, answer: `${port} ${message}`, text: `is delivered ${nameOf(queue, message)}` }];
        });
        return must ? arrived : [...arrived, { shared, answer: '', text: 'goes on' }];
      },
    });
    const [port = '', message = ''] = String(answer).split(' ');
    if (port !== '') this.#deliveries[Number(port)]?.deliver(message);
  }

  #onArrival(channel: number, queue: Queue, deliver: (message: Message) => void): void {
    this.#deliveries.push({ channel, queue, deliver });
  }

  #received<Received>(channel: number, queue: Queue, read: (message: Message) => Received): Received | undefined {
    const answer = this.#change(channel, (before) => {
      const [message, ...rest] = before[queue];
      if (message === undefined) return [[{}, '', `finds no ${queue}`]];
      return [[{ [queue]: rest }, message, `receives ${nameOf(queue, message)}`]];
    });
    return answer === '' ? undefined : read(String(answer));
  }

  #change(channel: number, change: Change): Answer {
    return this.#take({
      waiting: '',
      outcomes(shared) {
        const before = shared.channels[channel];
        if (before === undefined) throw new Error(`expected a channel of this mail, found ${channel}`);
        return change(before).map(([part, answer, text]) => ({ shared: changed(shared, channel, part), answer, text }));
      },
    });
  }
}

type Queue = 'items' | 'grants';

function changed({ channels }: Mail, at: number, part: Partial<Channel>): Mail {
  return { channels: channels.map((channel, i) => (i === at ? { ...channel, ...part } : channel)) };
}

function nameOf(queue: Queue, message: Message): string {
  return queue === 'grants' ? `grant ${message}` : message === 'null' ? 'the end' : message;
}

function encoded(message: ToReader): Message {
  return JSON.stringify(message instanceof Uint16Array ? placesIn(message) : message);
}

/** The items of a message. In the model all of them are places in an alphabet. */
export function placesIn(message: ToReader): number[] {
  if (message === null) return [];
  if (typeof message === 'number') return [message];
  if (message instanceof Uint16Array) return [...message];
  throw new TypeError('expected places in an alphabet, found another message');
}

/** How many items a grant allows. */
export function itemsIn(grant: ToWriter): number {
  return typeof grant === 'number' ? grant : grant.items;
}

function decoded(message: Message): ToReader {
  const value: unknown = JSON.parse(message);
  if (Array.isArray(value)) return Uint16Array.from(value, Number);
  return value === null ? null : Number(value);
}
