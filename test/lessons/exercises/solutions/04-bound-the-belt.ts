/** Solves exercise 4. */
import type { Belt } from '../../../../src/lessons/exercises/04-bound-the-belt.ts';

export function* send(belt: Belt, item: string): Generator<undefined, void, undefined> {
  while (belt.count() >= belt.room) yield;
  belt.put(item);
}

export function* receive(belt: Belt): Generator<undefined, string, undefined> {
  while (belt.count() === 0) yield;
  return belt.take();
}
