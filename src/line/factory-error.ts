/**
 * Errors for the user: the message is complete, on one line, and needs no stack trace.
 *
 * Any other error is a bug in the program.
 */
export class FactoryError extends Error {
  override name = 'FactoryError';
}

/** The input cannot be used: an option, a file, a recipe, a line. Nothing has started. */
export class InputError extends FactoryError {
  override name = 'InputError';
}
