/** What the steps of a program are called in a trace, in English. */
import type { StepTexts } from '../../explorer/memory.ts';

export const steps: StepTexts = {
  reads: (word, value) => `reads ${word} = ${value}`,
  writes: (word, value) => `writes ${word} = ${value}`,
  adds: (word, more, value) => `${more < 0 ? `subtracts ${-more}` : `adds ${more}`}: ${word} = ${value}`,
  exchanges: (word, value) => `sets ${word} = ${value}`,
  doesNotExchange: (word, found) => `finds ${word} = ${found}`,
  fallsAsleep: (word) => `falls asleep on ${word}`,
  doesNotSleep: (word, found) => `does not sleep: ${word} = ${found}`,
  wakesUp: () => 'wakes up',
  notifies: (word, woken) => `wakes ${woken === 0 ? 'nobody' : woken} on ${word}`,
  sleeps: (word) => `sleeps on ${word}`,
};
