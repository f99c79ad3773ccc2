/** The question before the race: those who predict a figure remember it. */
import type { Interval } from '../../../measure/statistics/samples.ts';
import { choice, element } from '../../parts/dom.ts';

const ANSWERS = [
  { value: 'slower', label: 'slower', from: 0, to: 0.97 },
  { value: 'same', label: 'about the same', from: 0.97, to: 1.1 },
  { value: 'some', label: '1.1 to 1.5 times as fast', from: 1.1, to: 1.5 },
  { value: 'twice', label: '1.5 to 2.5 times as fast', from: 1.5, to: 2.5 },
  { value: 'more', label: 'more than 2.5 times as fast', from: 2.5, to: Number.POSITIVE_INFINITY },
] as const;

type Answer = (typeof ANSWERS)[number]['value'];

export interface Question {
  readonly root: HTMLElement;
  /**
   * What the prediction says, now that the figure is known: no more than its interval shows. An empty text where nobody predicted
   * anything.
   */
  judged(speedup: Pick<Interval, 'median' | 'low' | 'high'>): string;
}

export function question(): Question {
  let chosen: Answer | null = null;
  const options = ANSWERS.map(({ value, label }) => ({ value, label }));
  return {
    root: element(
      'div',
      {},
      element(
        'p',
        { class: 'seen' },
        'Four stations bake cakes: they melt, mix and bake, and each is a coroutine. Once they take turns on one thread; once each has a worker of its own, and the ingredients go from worker to worker. All of them compute. How fast are the workers, compared with one thread?',
      ),
      choice<Answer>('Your prediction', options, null, (value) => {
        chosen = value;
      }),
    ),
    judged({ median, low, high }) {
      const said = ANSWERS.find(({ value }) => value === chosen);
      if (said === undefined) return '';
      const { label, from, to } = said;
      if (low >= from && high < to) return `You said: ${label}. That is right.`;
      if (high < from || low >= to) return `You said: ${label}. It was ${median.toFixed(2)} times as fast.`;
      return `You said: ${label}. This run does not decide it: the interval goes beyond what you said.`;
    },
  };
}
