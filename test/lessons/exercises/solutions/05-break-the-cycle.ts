/** Solves exercise 5: everybody takes the tools in the order bowl, whisk, knife. */
import type { Kitchen, Tool } from '../../../../src/lessons/exercises/05-break-the-cycle.ts';

export function baker(kitchen: Kitchen): void {
  workWith(kitchen, 'bowl', 'whisk');
}

export function icer(kitchen: Kitchen): void {
  workWith(kitchen, 'whisk', 'knife');
}

export function decorator(kitchen: Kitchen): void {
  workWith(kitchen, 'bowl', 'knife');
}

function workWith(kitchen: Kitchen, first: Tool, second: Tool): void {
  kitchen.take(first);
  kitchen.take(second);
  try {
    kitchen.work();
  } finally {
    kitchen.giveBack(second);
    kitchen.giveBack(first);
  }
}
