/**
 * The errors that a user is meant to read. Their message is complete, one line, and needs no stack trace.
 *
 * Everything else that is thrown is a mistake of the program itself.
 */
export class FactoryError extends Error {
  override name = 'FactoryError';
}

/** What was given cannot be used: an option, a file, a recipe, a line. Nothing has started. */
export class InputError extends FactoryError {
  override name = 'InputError';
}
