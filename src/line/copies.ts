/** The copies of a station in the plan of a line: their names, and where the order of a single station is kept. */
import { originOf } from './defined-line.ts';
import type { CollectedShare, DealtShare } from './line.ts';
import type { Node } from './stage.ts';

/** `test 1`, `test 2`; the name itself where there is only one. */
export function copyNames(name: string, { concurrency }: Node): readonly string[] {
  return concurrency === 1 ? [name] : Array.from({ length: concurrency }, (_, copy) => `${name} ${copy + 1}`);
}

/**
 * Whether the copies of a station together send what a single one would send, in its order. Two things make that so: its items are
 * dealt in turn in the order of one stage, and its outputs are collected in the same turn.
 */
export function keepsOrder(node: Node, passed: readonly Node[] = []): boolean {
  const { concurrency, ordered, by, inputs } = node;
  const [only, ...others] = inputs;
  if (concurrency === 1 || !ordered || by !== null || only === undefined || others.length > 0) return false;
  const origin = originOf(only);
  if (origin.concurrency === 1) return true;
  // Stations that feed only each other: the check of the line refuses them.
  return !passed.includes(node) && keepsOrder(origin, [...passed, node]);
}

/** Whether a receiver takes in turn what the copies of its sender send. It does not where it has copies that lose the order anyway. */
function collects(to: Node, from: Node): boolean {
  return keepsOrder(from) && (to.concurrency === 1 || to.by !== null || keepsOrder(to));
}

/** What the edge between two copies is, for each copy of the sender and of the receiver. */
export interface Shares {
  readonly dealt: DealtShare | null;
  readonly collected: CollectedShare | null;
}

/** @param wire the number of the way from one station to the other */
export function sharesOf(from: Node, to: Node, wire: number, copyFrom: number, copyTo: number): Shares {
  const [senders, receivers] = [from.concurrency, to.concurrency];
  const collected = collects(to, from);
  const handsOn = collected && keepsOrder(to);
  return {
    dealt:
      receivers === 1
        ? null
        : {
            wire,
            copy: copyTo,
            copies: receivers,
            by: handsOn ? 'unit' : to.by === null ? 'turn' : 'key',
            first: copyFrom % receivers,
            step: handsOn ? senders % receivers : 1,
          },
    // Unit u is at copy u modulo the number of copies, on both sides: so each side knows whose turn it is.
    collected: collected
      ? {
          wire,
          copy: copyFrom,
          copies: senders,
          first: handsOn ? copyTo % senders : 0,
          step: handsOn ? receivers % senders : 1,
          handsOn,
        }
      : null,
  };
}
