/**
 * Errors as plain data, to send them from one thread to another. An Error object loses its class on the way, and it may hold
 * values that cannot be cloned.
 */
import { reasonOf } from '../failure.ts';

export interface SerializedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** @param thrown anything */
export function serializeError(thrown: unknown): SerializedError {
  const message = reasonOf(thrown);
  return thrown instanceof Error
    ? { name: thrown.name, message, stack: thrown.stack ?? '' }
    : { name: 'Error', message, stack: '' };
}

export function deserializeError({ name, message, stack }: SerializedError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== '') error.stack = stack;
  return error;
}
