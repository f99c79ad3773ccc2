/** The options of a supervised run: what is accepted, and what is refused in one line that says why. */
import { describe, expect, test } from 'vitest';
import { parseStart } from '../../src/contrast/options.ts';
import { parseRunLine } from '../../src/own/options.ts';
import { killText, seeded } from '../../src/terminal/kill-option.ts';

function refusal(call: () => unknown): string {
  try {
    call();
    return 'accepted';
  } catch (error) {
    return String(error);
  }
}
