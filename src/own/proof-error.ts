/** What a proof run finds: engines that did not do equal work. */
import { FactoryError } from '../line/factory-error.ts';

/** Two engines moved other items, or an item has changed on its way. */
export class ProofError extends FactoryError {
  override name = 'ProofError';
}
