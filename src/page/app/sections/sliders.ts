/** The sliders: while one moves a simulation answers at once, and when it is let go the real run follows. */
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import { SHARES_MEMORY } from '../../../line/shared-memory.ts';
import { type Calibration, uncalibrated } from '../../experiment/calibration.ts';
import { type Prediction, predict } from '../../experiment/predict.ts';
import { FIRST_SETTING, type Setting, WAYS, type WayName } from '../../experiment/setting.ts';
import { isTooShort } from '../../experiment/too-short.ts';
import type { Experiment } from '../../messages.ts';
import { WAY_WORDS } from '../../names.ts';
import { choice, element, section, setText } from '../../parts/dom.ts';
import { counted } from '../../units.ts';
import { ask } from '../ask.ts';
import { comparison, milliseconds, shorterWords } from '../sliders/comparison.ts';
import { simulatedBelts } from '../sliders/simulated-belts.ts';
import { slider } from '../sliders/slider.ts';

/** With keys a slider is let go at each step: the real run waits until it rests for so long, in milliseconds. */
const SETTLED_MS = 500;

/** @param measured called with each experiment */
export function slidersSection(measured: (experiment: Experiment) => void): HTMLElement {
  let setting = FIRST_SETTING;
  let device = uncalibrated(navigator.hardwareConcurrency, SHARES_MEMORY ? 'ring' : 'port');
  let isCalibrated = false;
  let isPending = false;
  let stop = (): void => {};
  let timer = 0;
  const status = element('p', { role: 'status', 'data-job': 'experiment', 'data-status': 'idle' });
  // A screen reader hears the start and the end. The steps between are only seen.
  const stepping = element('p', { class: 'note', 'data-step': 'experiment' });
  const note = element('p', { class: 'note' });
  const answer = element('div', {
    class: 'scroll',
    tabindex: 0,
    role: 'group',
    'aria-label': 'Predicted and measured',
  });
  const times = element('div', { class: 'sliders' });
  const belts = simulatedBelts();

  /** @param found null until the run that was predicted has ended */
  function show(prediction: Prediction, found: Experiment | null): void {
    answer.replaceChildren(comparison(setting.cakes, prediction.figures, found));
    belts.show(prediction.trace, setting.cakes);
  }
  /** At most once for each picture of the screen. */
  function draw(): void {
    show(predict(setting, device), null);
    setText(note, isCalibrated ? calibratedWords(device) : notCalibratedWords(device.cores));
  }
  function moved(change: Partial<Setting>): void {
    setting = { ...setting, ...change };
    stop();
    clearTimeout(timer);
    status.dataset.status = 'idle';
    setText(status, '');
    setText(stepping, '');
    if (isPending) return;
    isPending = true;
    requestAnimationFrame(() => {
      isPending = false;
      draw();
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
      setText(stepping, '');
    };
    stop();
    // What is compared with the run is what stood here before it: the run itself measures the conditions, for the next one.
    const before = predict(setting, device);
    const wasCalibrated = isCalibrated;
    tell('running', 'The real run follows.');
    stop = ask('experiment', { setting, calibration: isCalibrated ? device : null }, (news) => {
      switch (news.kind) {
        case 'planned':
          return;
        case 'step':
          setText(stepping, news.what);
          return;
        case 'failed':
          tell('failed', `The run failed: ${news.message}`);
          return;
        case 'done':
          device = news.answer.calibration;
          isCalibrated = true;
          if (!wasCalibrated) setText(note, nowCalibratedWords(device.cores));
          show(before, news.answer);
          measured(news.answer);
          tell('done', summary(news.answer, before));
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
              words: (us) => `${us} µs of work`,
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

  return section(
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
      element('div', {}, answer, status, stepping, note),
    ),
  );
}

function notCalibratedWords(cores: number): string {
  return `Not calibrated yet: the prediction takes ${counted(cores, 'core')} for granted, and that moving an item costs nothing. Let go of a slider, and the page measures this device.`;
}

/** After the first run, beside the prediction from before it. */
function nowCalibratedWords(cores: number): string {
  return `The device was not calibrated before this run: the prediction took ${counted(cores, 'core')} for granted, and that moving an item costs nothing. The next prediction is calibrated by this run.`;
}

function calibratedWords({ parallelCapacity, callNs, crossing }: Calibration): string {
  return `Calibrated by runs on this device: ${parallelCapacity.toFixed(2)} threads compute at once, and to move an item costs ${Math.round(callNs)} ns with a call and ${Math.round(crossing.itemNs)} ns from worker to worker, in batches. The prediction never sees the run that it predicts.`;
}

/** The prediction is the one from before the run. */
function summary(found: Experiment, { figures }: Prediction): string {
  const { wallMs, setting } = found;
  const way = `${WAY_WORDS[setting.way]}, ${counted(wallMs.samples.length, 'run')}`;
  const predicted = `predicted before the run ${milliseconds(figures.ms)}`;
  if (isTooShort(found)) return `${way}: measured ${shorterWords(found)}; ${predicted}.`;
  const error = Math.round(100 * (figures.ms / wallMs.median - 1));
  const words =
    error === 0 ? 'as predicted' : `the prediction was ${Math.abs(error)} % too ${error > 0 ? 'long' : 'short'}`;
  return `${way}: measured ${milliseconds(wallMs.median)}, ${predicted}: ${words}.`;
}
