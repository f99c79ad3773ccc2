/** Work: a fixed number of iterations of an integer kernel. */

/**
 * Burns the CPU; returns a number that no shortcut gives.
 *
 * It counts iterations and never looks at a clock: a station that spins until a time has passed would finish on time
 * even while it has no core, and show a speedup that is not there. Each iteration needs the one before, so that neither
 * the compiler nor a wide processor can do two at once.
 *
 * @param iterations 0 or more
 * @param seed where the chain starts: another seed, another result
 * @returns an unsigned 32-bit integer
 */
export function kernel(iterations: number, seed: number): number {
  let x = seed | 0;
  for (let i = 0; i < iterations; i++) {
    x = (Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) + i) | 0;
  }
  return finish(x);
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
function finish(hash: number): number {
  let x = hash;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
