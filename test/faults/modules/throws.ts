/** A module that throws while it loads. */
throw new Error('no electricity');
