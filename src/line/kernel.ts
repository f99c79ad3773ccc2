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
 * In JavaScript the same loop took 1.1, 1.6 or 4.9 ns per iteration, depending on how the compiler of each thread had
 * optimised it. Two threads then showed a speedup of 7 where the real one was 2. WebAssembly is compiled without such
 * guesses, and once for all threads of the process. So a new thread starts with code that is already compiled.
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

/** The part of WebAssembly that is used here. It is declared by hand, since this folder uses no types of Node or of a browser. */
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

/** WebAssembly is missing. Thrown at a station's first piece of work. */
export class NoWebAssemblyError extends FactoryError {
  override name = 'NoWebAssemblyError';

  constructor() {
    super('Cannot work: expected WebAssembly, found none; start node without --jitless');
  }
}

const chain =
  typeof WebAssembly === 'undefined'
    ? (iterations: number, seed: number): number => {
        // Zero iterations need no WebAssembly. So what does no work runs without it, such as `--trace`.
        if (iterations === 0) return seed;
        throw new NoWebAssemblyError();
      }
    : new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(CHAIN))).exports.chain;

/**
 * Computes for a fixed number of iterations.
 *
 * It counts iterations and never reads a clock. A station that spins until some time has passed would finish on time even
 * while it has no core, and would show a speedup that is not there. Each iteration needs the result of the one before. So
 * neither the compiler nor a processor with several arithmetic units can do two at once, or leave one out.
 *
 * @param iterations 0 to 2^32 - 1
 * @param seed a 32-bit integer; other seeds give other results
 * @returns a signed 32-bit integer
 */
export function kernel(iterations: number, seed: number): number {
  return chain(iterations, spread(seed));
}

/**
 * The seed of one piece of work. Each piece has its own, so that none can be left out or done twice unnoticed.
 *
 * @param station the station's name as a 32-bit integer: see `hashOfName`
 * @param piece the number of the piece among the station's, from 0
 */
export function seedOf(station: number, piece: number): number {
  return station ^ Math.imul(piece + 1, 0x9e3779b1);
}

/** A station's name as a 32-bit integer (FNV-1a). */
export function hashOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Makes every bit of the result depend on every bit of the input (the finaliser of MurmurHash3, 32 bits). */
function spread(bits: number): number {
  let x = bits | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
