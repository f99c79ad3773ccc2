/** Whatever was thrown, on its way from one thread to another: an error may hold what cannot be cloned, and loses its class. */
import { reasonOf } from '../engine.ts';

export interface SerializedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

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
