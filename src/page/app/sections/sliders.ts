/** The sliders: while one moves a simulation answers at once, and when it is let go the real run follows. */
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import { SHARES_MEMORY } from '../../../line/shared-memory.ts';
import { uncalibrated } from '../../experiment/calibration.ts';
import { type Prediction, predict } from '../../experiment/predict.ts';
import { FIRST_SETTING, type Setting, WAYS, type WayName } from '../../experiment/setting.ts';
import type { Experiment } from '../../messages.ts';
import { choice, element, section, setText } from '../../parts/dom.ts';
import { ask } from '../ask.ts';
import { comparison, milliseconds } from '../sliders/comparison.ts';
import { simulatedBelts } from '../sliders/simulated-belts.ts';
import { slider } from '../sliders/slider.ts';

const WAY_WORDS: Readonly<Record<WayName, string>> = {
  'one-thread': 'one thread',
  timers: 'one thread with timers',
  'a-thread-each': 'a worker each',
  pool: 'a pool of bakers',
};

/** With keys a slider is let go at each step: the real run waits until it rests for so long, in milliseconds. */
const SETTLED_MS = 500;

export interface SlidersSection {
  readonly root: HTMLElement;
  /** Stands still: what moves on the screen takes time from a core that is measured. */
  pause(): void;
}

/**
 * @param began called before each experiment
 * @param measured called with each experiment
 */
export function slidersSection(began: () => void, measured: (experiment: Experiment) => void): SlidersSection {
  let setting = FIRST_SETTING;
  let device = uncalibrated(navigator.hardwareConcurrency, SHARES_MEMORY ? 'ring' : 'port');
  let isCalibrated = false;
  let isPending = false;
  let stop = (): void => {};
  let timer = 0;
  const status = element('p', { role: 'status', 'data-job': 'experiment', 'data-status': 'idle' });
  const note = element('p', { class: 'note' });
  const answer = element('div', {
    class: 'scroll',
    tabindex: 0,
    role: 'group',
    'aria-label': 'Predicted and measured',
  });
  const times = element('div', { class: 'sliders' });
  const belts = simulatedBelts();

  /** At most once for each picture of the screen. */
  function draw(found: Experiment | null): void {
    const prediction = predict(setting, device);
    answer.replaceChildren(comparison(setting.cakes, prediction.figures, found));
    setText(
      note,
      isCalibrated
        ? `Calibrated by runs on this device: ${device.parallelCapacity.toFixed(2)} threads compute at once, and to move an item costs ${Math.round(device.callNs)} ns with a call and ${Math.round(device.crossing.itemNs)} ns from worker to worker, in batches. The prediction never sees the run that it predicts.`
        : `Not calibrated yet: the prediction takes ${device.cores} cores for granted, and that moving an item costs nothing. Let go of a slider, and the page measures this device.`,
    );
    belts.show(prediction.trace, setting.cakes);
  }
  function moved(change: Partial<Setting>): void {
    setting = { ...setting, ...change };
    stop();
    clearTimeout(timer);
    status.dataset.status = 'idle';
    setText(status, '');
    if (isPending) return;
    isPending = true;
    requestAnimationFrame(() => {
      isPending = false;
      draw(null);
    });
  }
  function released(): void {
    clearTimeout(timer);
    timer = setTimeout(bake, SETTLED_MS);
  }
  function bake(): void {
    const tell = (state: string, words: string): void => {
      status.dataset.status = state;
      setText(status, words);
    };
    stop();
    began();
    tell('running', 'The real run follows.');
    stop = ask('experiment', { setting, calibration: isCalibrated ? device : null }, (news) => {
      switch (news.kind) {
        case 'planned':
          return;
        case 'step':
          tell('running', `The real run: ${news.what}.`);
          return;
        case 'failed':
          tell('failed', `The run failed: ${news.message}`);
          return;
        case 'done':
          device = news.answer.calibration;
          isCalibrated = true;
          draw(news.answer);
          measured(news.answer);
          tell('done', summary(news.answer, predict(setting, device)));
      }
    });
  }
  function showTimes(): void {
    const { does } = setting;
    times.replaceChildren(
      ...chocolateCake.stations.map(({ name }, i) =>
        does === 'work'
          ? slider({
              name,
              min: 0,
              max: 1000,
              step: 20,
              value: setting.workUs[i] ?? 0,
              words: (us) => `${us} us of work`,
              moved: (us) => moved({ workUs: setting.workUs.with(i, us) }),
              released,
            })
          : slider({
              name,
              min: 0,
              max: 12,
              step: 1,
              value: setting.restMs[i] ?? 0,
              words: (ms) => `${ms} ms of waiting`,
              moved: (ms) => moved({ restMs: setting.restMs.with(i, ms) }),
              released,
            }),
      ),
    );
  }
  showTimes();
  // The first prediction is made when it can be seen: what is above it comes first.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    moved({});
  }).observe(answer);

  return {
    pause: belts.pause,
    root: section(
      'Move the bottleneck',
      'Change the line. A simulation answers at once: the same coroutines, resumed in virtual time. When you let go, the real run follows.',
      belts.root,
      element(
        'div',
        { class: 'experiment' },
        element(
          'div',
          {},
          choice<WayName>(
            'How it runs',
            WAYS.map((value) => ({ value, label: WAY_WORDS[value] })),
            setting.way,
            (way) => {
              moved({ way });
              released();
            },
          ),
          choice<Setting['does']>(
            'What a station does',
            [
              { value: 'work', label: 'it computes' },
              { value: 'rest', label: 'it waits' },
            ],
            setting.does,
            (does) => {
              moved({ does });
              showTimes();
              released();
            },
          ),
          times,
          element(
            'div',
            { class: 'sliders' },
            slider({
              name: 'belt capacity',
              min: 1,
              max: 64,
              step: 1,
              value: setting.capacity,
              words: (items) => `${items} ${items === 1 ? 'item' : 'items'}`,
              moved: (capacity) => moved({ capacity }),
              released,
            }),
            slider({
              name: 'cakes',
              min: 5,
              max: 100,
              step: 5,
              value: setting.cakes,
              words: (cakes) => `${cakes} cakes`,
              moved: (cakes) => moved({ cakes }),
              released,
            }),
          ),
        ),
        element('div', {}, answer, status, note),
      ),
    ),
  };
}

function summary({ wallMs, setting }: Experiment, { figures }: Prediction): string {
  const error = Math.round(100 * (figures.ms / wallMs.median - 1));
  const runs = `${wallMs.samples.length} ${wallMs.samples.length === 1 ? 'run' : 'runs'}`;
  const words =
    error === 0 ? 'as predicted' : `the prediction was ${Math.abs(error)} % too ${error > 0 ? 'long' : 'short'}`;
  return `${WAY_WORDS[setting.way]}: measured ${milliseconds(wallMs.median)} in ${runs}, predicted ${milliseconds(figures.ms)}: ${words}.`;
}
