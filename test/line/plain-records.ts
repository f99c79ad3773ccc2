/** A process that may not make code from text: it prints whether that is so, and what becomes of the random records in it. */
import { compiled } from '../../src/line/kind/compiled.ts';
import { outcomes } from './record-cases.ts';

console.log(JSON.stringify({ compiles: compiled('one', 'return one', 1) !== null, outcomes: outcomes() }));
