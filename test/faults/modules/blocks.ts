/** A module that blocks its thread while it is loaded: the thread hears nothing, and no timer of its own goes off. */
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
