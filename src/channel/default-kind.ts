/** What the items of a channel are where nobody says it: places in an alphabet, of 16 bits. */
import type { FixedKindSpec } from '../line/kind/spec.ts';

export const DEFAULT_KIND: FixedKindSpec = { kind: 'places', names: [] };
