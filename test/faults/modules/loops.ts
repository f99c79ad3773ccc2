/** A module that computes for ever while it is loaded: its thread hears nothing, and no timer of its own goes off. */
while (true);
