/** Whether anything is measured. While it is, nothing moves on the screen: that takes time from a core. */

type Listener = (isMeasuring: boolean) => void;

const listeners: Listener[] = [];
/** How many measurements run, or wait for their turn. */
let open = 0;

/** Whether a measurement runs, or waits for its turn. */
export function isMeasuring(): boolean {
  return open > 0;
}

/** @param changed called with true whenever a measurement is asked for, and with false when the last one has ended */
export function onMeasuring(changed: Listener): void {
  listeners.push(changed);
}

/**
 * Call it when a measurement is asked for.
 *
 * @returns call it when that has ended; a second call does nothing
 */
export function beginMeasuring(): () => void {
  let isOver = false;
  open++;
  for (const changed of listeners) changed(true);
  return () => {
    if (isOver) return;
    isOver = true;
    open--;
    if (open === 0) for (const changed of listeners) changed(false);
  };
}
