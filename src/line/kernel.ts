/** Work: a fixed number of iterations of an integer kernel. */
import { FactoryError } from './factory-error.ts';

/**
 * The kernel's loop as WebAssembly:
 *
 *     (func (export "chain") (param $left i32) (param $x i32) (result i32)
 *       (block $done
 *         (loop $again
 *           (br_if $done (i32.eqz (local.get $left)))
 *           (local.set $x (i32.xor (i32.mul (local.get $x) (i32.const 0x2c1b3c6d)) (i32.const 0x297a2d39)))
 *           (local.set $left (i32.sub (local.get $left) (i32.const 1)))
 *           (br $again)))
 *       (local.get $x))
 *
 * As JavaScript the same loop ran at 1.1, 1.6 or 4.9 ns per iteration, as it happened to be compiled on this thread or on
 * that: a contrast of two threads showed 7x where there was 2x. WebAssembly is compiled without guessing, and once for all
 * threads of the process, so that a new thread starts with the code that the first one has warmed up.
 */
const CHAIN = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // WebAssembly, version 1
  [0x01, 0x07, 0x01, 0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7f], // one type: (i32, i32) -> i32
  [0x03, 0x02, 0x01, 0x00], // one function of that type
  [0x07, 0x09, 0x01, 0x05, 0x63, 0x68, 0x61, 0x69, 0x6e, 0x00, 0x00], // exported as "chain"
  [0x0a, 0x2c, 0x01, 0x2a, 0x00], // one body, 42 bytes, no further locals
  [0x02, 0x40, 0x03, 0x40], // block, loop
  [0x20, 0x00, 0x45, 0x0d, 0x01], // leave when nothing is left
  [0x20, 0x01, 0x41, 0xed, 0xf8, 0xec, 0xe0, 0x02, 0x6c], // x * 0x2c1b3c6d
  [0x41, 0xb9, 0xda, 0xe8, 0xcb, 0x02, 0x73, 0x21, 0x01], // ^ 0x297a2d39, into x
  [0x20, 0x00, 0x41, 0x01, 0x6b, 0x21, 0x00], // left - 1
  [0x0c, 0x00, 0x0b, 0x0b, 0x20, 0x01, 0x0b], // again; the end: x
].flat();

/** As much of WebAssembly as is used here; every host of JavaScript has it, also those without Node's or a browser's types. */
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (
        module: object,
      ) => {
        readonly exports: { readonly chain: (iterations: number, seed: number) => number };
      };
    }
  | undefined;

/** A host without WebAssembly: found when work is done for the first time. */
export class NoWebAssemblyError extends FactoryError {
  override name = 'NoWebAssemblyError';

  constructor() {
    super(
      'expected WebAssembly, found none: the work of a station is WebAssembly, so that it runs at the same speed on every thread; start node without --jitless',
    );
  }
}

const chain =
  typeof WebAssembly === 'undefined'
    ? (iterations: number, seed: number): number => {
        // No work is no work anywhere: `--trace` needs none.
        if (iterations === 0) return seed;
        throw new NoWebAssemblyError();
      }
    : new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(CHAIN))).exports.chain;

/**
 * Burns the CPU; returns a number that no shortcut gives.
 *
 * It counts iterations and never looks at a clock: a station that spins until a time has passed would finish on time
 * even while it has no core, and show a speedup that is not there. Each iteration needs the one before, so that neither
 * the compiler nor a wide processor can do two at once.
 *
 * @param iterations 0 to 2^32 - 1
 * @param seed where the chain starts: another seed, another result
 * @returns a signed 32-bit integer
 */
export function kernel(iterations: number, seed: number): number {
  return chain(iterations, spread(seed));
}
/** The seed of one piece of work: its station and its number, so that no two pieces are alike. */
export function seedOf(station: number, piece: number): number {
  return station ^ Math.imul(piece + 1, 0x9e3779b1);
}

/** A station's name as a 32-bit integer (FNV-1a). */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Spreads every bit over all others (the finaliser of MurmurHash3). */
function spread(bits: number): number {
  let x = bits | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
