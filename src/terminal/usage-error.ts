/** The error for wrong options or input: one line, exit code 2. */
import { InputError } from '../line/factory-error.ts';

export class UsageError extends InputError {
  override name = 'UsageError';
}
