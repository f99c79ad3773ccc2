/** A timer that is due before anybody looks: after that only the event loop has to get a turn, however long it takes. */

/** A timer of Node is due after 1 ms at the earliest. */
const DUE_MS = 2;

export class DueTimer {
  fired = false;

  constructor() {
    setTimeout(() => {
      this.fired = true;
    }, 0);
    const dueMs = performance.now() + DUE_MS;
    while (performance.now() < dueMs);
  }
}
