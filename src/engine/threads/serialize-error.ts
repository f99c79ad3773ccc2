/**
 * An error on its way from one thread to another. As it is, it may hold what cannot be cloned, and it loses its class.
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
