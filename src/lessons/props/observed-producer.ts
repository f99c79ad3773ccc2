/** A producer that calls `back` when its send returns: it is resumed only then. */
import { type ProducerOptions, producer } from '../../cake/producer.ts';
import type { Ingredient } from '../../cake/recipe/graph.ts';
import type { Source, SourceHost } from '../../line/coroutine.ts';

export interface ObservedOptions extends ProducerOptions {
  readonly back: () => void;
}

export function* observedProducer({ back, ...options }: ObservedOptions, host: SourceHost): Source<Ingredient> {
  for (const yielded of producer(options, host)) {
    yield yielded;
    if (typeof yielded === 'number') back();
  }
}
