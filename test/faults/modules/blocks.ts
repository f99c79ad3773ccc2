/** A module that blocks its thread while it loads: no message arrives, and no timer of the thread fires. */
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
