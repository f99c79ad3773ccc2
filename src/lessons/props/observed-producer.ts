/** A producer that tells when its send has come back: it is resumed only then. */

import { type ProducerOptions, producer } from '../../cake/producer.ts';
import type { Host, Source } from '../../line/coroutine.ts';

export interface ToldOptions extends ProducerOptions {
  readonly back: () => void;
}

export function* observedProducer({ back, ...options }: ToldOptions, host: Host): Source {
  for (const said of producer(options, host)) {
    yield said;
    if (typeof said === 'number') back();
  }
}
