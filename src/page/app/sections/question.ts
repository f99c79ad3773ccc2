/** The question before the race: those who predict a figure remember it. */
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
  /** What the prediction says, now that the figure is known; an empty text where nobody predicted anything. */
  judged(speedup: number): string;
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
    judged(speedup) {
      if (chosen === null) return '';
      const right = ANSWERS.find(({ from, to }) => speedup >= from && speedup < to);
      const said = ANSWERS.find(({ value }) => value === chosen)?.label ?? '';
      return chosen === right?.value
        ? `You said: ${said}. That is right.`
        : `You said: ${said}. It was ${speedup.toFixed(2)} times as fast.`;
    },
  };
}
