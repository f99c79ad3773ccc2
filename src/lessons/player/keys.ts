/** Single keys from a terminal, without Enter. */

/** The part of a terminal that keys come from. */
export interface KeySource {
  setRawMode(isRaw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  /** Puts back what was typed ahead. */
  unshift(rest: Uint8Array): void;
  on(event: 'data', received: (typed: Uint8Array) => void): unknown;
  on(event: 'end', ended: () => void): unknown;
  off(event: 'data', received: (typed: Uint8Array) => void): unknown;
  off(event: 'end', ended: () => void): unknown;
}

/** The name of the key Enter; a letter is its own name. */
export const ENTER = 'enter';

const ESCAPE = '\u001b';
/** What arrow and function keys send. They contain letters that nobody typed. */
const CONTROL_SEQUENCE = new RegExp(`${ESCAPE}(\\[[0-9;]*[A-Za-z~]|O[A-Z])?`, 'g');
/** Ctrl-C and Ctrl-D. In raw mode the terminal hands them to us. */
const LEAVES = ['\u0003', '\u0004'];

/**
 * Resolves with the next key that is one of `keys`, and ignores all others; with null if the audience wants to leave.
 *
 * @param keys small letters, and ENTER
 */
export async function keyFrom(source: KeySource, keys: readonly string[]): Promise<string | null> {
  source.setRawMode(true);
  return await new Promise((resolve) => {
    const settle = (key: string | null): void => {
      source.off('data', received);
      source.off('end', ended);
      source.pause();
      source.setRawMode(false);
      resolve(key);
    };
    const ended = (): void => settle(null);
    const received = (typed: Uint8Array): void => {
      const characters = [...new TextDecoder().decode(typed).replace(CONTROL_SEQUENCE, '')];
      for (const [i, character] of characters.entries()) {
        const key = /[\r\n]/.test(character) ? ENTER : character.toLowerCase();
        const leaves = LEAVES.includes(character);
        if (!leaves && !keys.includes(key)) continue;
        settle(leaves ? null : key);
        const rest = characters.slice(i + 1).join('');
        if (rest !== '') source.unshift(new TextEncoder().encode(rest));
        return;
      }
    };
    source.on('data', received);
    source.on('end', ended);
    source.resume();
  });
}
