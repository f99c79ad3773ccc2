/** A producer that calls `back` when its send returns: it is resumed only then. */
import type { Host, Source } from '../station/coroutine.ts';
import { type ProducerOptions, producer } from '../station/producer.ts';

export interface ToldOptions extends ProducerOptions {
  readonly back: () => void;
}

export function* toldProducer({ back, ...options }: ToldOptions, host: Host): Source {
  for (const yielded of producer(options, host)) {
    yield yielded;
    if (typeof yielded === 'number') back();
  }
}
